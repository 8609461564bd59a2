#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sendmail for tests: `sendmail -t -i` hands the mail on standard input to the SMTP server on 127.0.0.1 whose port
HOLDFAST_TEST_SMTP_PORT names, for whom its To header names. Exit code 75 where that does not take it, as in sysexits.h."""
import email
import email.policy
import email.utils
import os
import smtplib
import sys


def main():
    if sys.argv[1:] != ["-t", "-i"]:
        print(f"usage: sendmail -t -i, not {sys.argv[1:]}")
        return 64
    mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.SMTP)
    addresses = [address for _, address in email.utils.getaddresses(mail.get_all("To", []))]
    if "From" not in mail:
        mail["From"] = "holdfast@localhost"
    try:
        with smtplib.SMTP("127.0.0.1", int(os.environ["HOLDFAST_TEST_SMTP_PORT"]), timeout=20) as server:
            server.sendmail(mail["From"].addresses[0].addr_spec, addresses, mail.as_bytes())
    except OSError as error:
        print(f"sendmail: {error}")
        return 75
    return 0


if __name__ == "__main__":
    sys.exit(main())
