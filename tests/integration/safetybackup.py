#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores that back up first what they replace: it is kept, checked and can be brought back; a phone that has nothing
of it needs none; where the backup fails, the phone stays as it is; a daemon killed in either job loses nothing."""
import signal
import sys

from lib import Environment, check, main, wait_until

WORK = "/data/work"
NEW = "new text"
OLD = "old text"
SLOW = 400_000  # bytes a second


def write(phone, word, kilobytes=0):
    phone.shell(f"mkdir -p {WORK} && echo {word} >{WORK}/note && head -c {kilobytes * 1024} /dev/urandom >{WORK}/filling")


def note(phone):
    return phone.shell(f"cat {WORK}/note 2>/dev/null || echo nothing").decode().strip()


def words(backup, phone, *more):
    return ("backup", "restore", backup, "--to", phone.serial, "--safety-backup", "main/before", *more)


def by_kind(jobs):
    found = {job["kind"]: job for job in jobs}
    check(len(jobs) == 2 and set(found) == {"Backup", "Restore"}, f"not a backup and a restore: {jobs}")
    check(found["Restore"]["after"] == found["Backup"]["id"], f"it does not wait: {found['Restore']}")
    return found


def kept(environment, phone, backup, id_before):
    """After a good restore: the backup made before holds what was there, and brings it back."""
    before = environment.backups()[id_before]
    check(before["status"] == "AVAILABLE" and "/before/" in before["location"], f"not kept: {before}")
    check(backup in before["description"], f"it does not say what for: {before}")
    check(note(phone) == NEW, "the restore did not happen")
    environment.restore(id_before, phone)
    check(note(phone) == OLD, "what was replaced does not come back")


def first_backed_up(environment, phone, backup):
    write(phone, OLD)
    jobs = by_kind(environment.cli(*words(backup, phone), expect=0).json["batch"]["jobs"])
    check({job["status"] for job in jobs.values()} == {"Finished"}, f"ended: {jobs}")
    check(jobs["Backup"]["finishedAt"] <= jobs["Restore"]["startedAt"], f"at the same time: {jobs}")
    kept(environment, phone, backup, jobs["Backup"]["backupId"])
    return "backed up, restored, and brought back"


def nothing_there(environment, phone, backup):
    phone.shell(f"rm -rf {WORK}")
    known = set(environment.backups())
    jobs = by_kind(environment.cli(*words(backup, phone), expect=0).json["batch"]["jobs"])
    check(jobs["Backup"]["status"] == "Skipped" and jobs["Restore"]["status"] == "Finished", f"ended: {jobs}")
    check(note(phone) == NEW and set(environment.backups()) == known, "a backup of nothing is shown")
    # A part of the paths that is not there is no loss either.
    part = by_kind(environment.cli(*words(backup, phone, "--path", WORK, "--path", "/data/work/none*"),
                                   expect=0).json["batch"]["jobs"])
    check(part["Backup"]["status"] == "Finished", f"ended: {part}")
    return "a phone that has nothing of it"


def failed(environment, phone, backup):
    write(phone, OLD, 2000)
    phone.faults(cutAfterBytes=1_000_000)
    done = environment.cli(*words(backup, phone), expect=1)
    phone.faults()
    phone.connect()
    jobs = by_kind(done.json["batch"]["jobs"])
    check(jobs["Restore"]["error"]["code"] == "SafetyBackup" and jobs["Restore"]["status"] == "Failed", f"ended: {jobs}")
    check(jobs["Backup"]["backupId"] in jobs["Restore"]["error"]["message"], f"said: {jobs['Restore']['error']}")
    check(note(phone) == OLD, "it was restored all the same")
    check(environment.cli(*words(backup, phone)[:-1], "none", expect=4).error_code == "StoreNotFound", "no such store")
    retried = environment.cli("job", "retry", jobs["Restore"]["id"], jobs["Backup"]["id"], expect=0).json
    again = [job for job in environment.cli("job", "list", expect=0).json["jobs"]][:2]
    check({job["status"] for job in by_kind(again).values()} == {"Finished"}, f"retried: {retried}, {again}")
    check(note(phone) == NEW, "the retried restore did not happen")
    return "the phone stays as it is where the backup fails; both are tried again"


def killed(environment, phone, backup):
    write(phone, OLD, 2000)
    batch = environment.cli(*words(backup, phone, "--detach"), expect=0).json["batch"]["id"]

    def now():
        return by_kind([job for job in environment.cli("job", "list", expect=0).json["jobs"] if job["batch"] == batch])

    def works(kind):
        return now()[kind]["status"] == "Processing" and now()[kind]["phase"] == "copying"
    phone.faults(bytesPerSecond=SLOW)
    daemon = environment.start_cli("daemon")
    wait_until(lambda: works("Backup"), 40, "the safety backup does not begin")
    daemon.send(signal.SIGKILL)
    daemon.wait(20)
    check(now()["Restore"]["status"] == "Waiting" and note(phone) == OLD, f"it did not wait: {now()}")
    second = environment.start_cli("daemon")
    wait_until(lambda: works("Restore"), 120, lambda: f"the restore does not begin: {now()}")
    before = now()["Backup"]
    check(before["status"] == "Finished" and before["attempt"] > 0, f"the backup was not made again: {before}")
    second.send(signal.SIGKILL)
    second.wait(20)
    phone.faults()
    third = environment.start_cli("daemon")
    wait_until(lambda: now()["Restore"]["status"] == "Finished", 120, lambda: f"not done: {now()}")
    third.send(signal.SIGTERM)
    third.wait(30)
    check(now()["Backup"] == before, "the backup was made twice")
    kept(environment, phone, backup, before["backupId"])
    return "a daemon killed in the backup and in the restore"


def run():
    with Environment(inactivity=4) as environment:
        environment.add_store()
        phone = environment.phone("one", sample="none")
        write(phone, NEW, 2000)
        backup = environment.back_up(phone, "--path", WORK)["id"]
        for step in (first_backed_up, nothing_there, failed, killed):
            print(step(environment, phone, backup))
        environment.check_store()
    print("safety backups: ok")


if __name__ == "__main__":
    sys.exit(main(run))
