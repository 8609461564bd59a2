// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/apkchoice.h"
#include "core/jobs/backedupapp.h"
#include "core/jobs/packagetext.h"
#include "core/phone/phoneagent.h"
#include "core/phone/phonesession.h"

namespace holdfast {

/// An app as it is on a phone now.
struct InstalledState
{
    PackageState state;
    QStringList apks;      ///< The base first; none when it is not installed.
    QString certificate{}; ///< SHA-256, hex digits; empty when the base could not be read.
};

/// Asks the phone's package manager; user 0. An app that is not there is no error.
Result<PackageState> readPackageState(const PhoneSession &session, const QString &package,
                                      const CancelToken &cancel);

/// The same with the APKs and the certificate of the base.
Result<InstalledState> readInstalledState(const PhoneSession &session, const PhoneAgent &agent,
                                          const QString &package, const CancelToken &cancel);

/// All that a backup says of an app: state, APKs (each is opened), which parts there are, and what cannot be
/// carried to another phone. AppNotInstalled.
Result<BackedUpApp> readApp(const PhoneSession &session, const PhoneAgent &agent, const QString &package,
                            const CancelToken &cancel);

/// Sizes of files of an app, at least one, in bytes. PhoneFile when one cannot be read.
Result<QList<qint64>> readPackageSizes(const PhoneSession &session, const QStringList &paths,
                                       const CancelToken &cancel);

/// The processors that the phone runs code for, the best first.
Result<QStringList> readPhoneAbis(const PhoneSession &session, const CancelToken &cancel);

/// What decides which splits the phone gets; what it does not tell is left empty.
Result<PhoneTraits> readPhoneTraits(const PhoneSession &session, const CancelToken &cancel);

/// Runs a shell script, of any length, as the phone's strongest user.
Result<ShellResult> runScript(const PhoneSession &session, QByteArrayView script, const CancelToken &cancel);

} // namespace holdfast
