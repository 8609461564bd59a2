// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/apkchoice.h"
#include "core/apk/appbundle.h"
#include "core/jobs/backedupapp.h"

#include <memory>
#include <vector>

namespace holdfast {

/// Apps in files on this machine, ready to be installed: single APKs, those of one app together, and sets of
/// them. Used by one thread.
class LocalApps
{
public:
    /// One APK, and where it lies.
    struct Apk
    {
        BundledApk apk;
        size_t file = 0;      ///< Which of the files.
        qsizetype number = 0; ///< Its place in that file.
    };
    struct App
    {
        QString package;
        QString file; ///< The first that holds a part of it, for messages.
        QList<Apk> apks;
    };

    /// Opens all of @p files and reads their manifests. ApkInvalid (also for what does not belong together),
    /// Local*; the path in the context.
    static Result<LocalApps> open(const QStringList &files, const CancelToken &cancel);

    [[nodiscard]] const QList<App> &apps() const { return m_apps; }
    /// Reads what is in zips once and holds it against their checksums.
    Result<void> check(const CancelToken &cancel);

    /// What of @p app a phone gets, the base first: all that the operator named as files of their own, and of
    /// sets what chooseApks() takes. AppAbi.
    [[nodiscard]] static Result<QList<Apk>> choose(const App &app, const PhoneTraits &phone);
    /// What judgeApp() wants to know of @p apks, which were chosen from @p app. AppSplits when the base is
    /// not among them, or a kind of split is missing that it needs.
    static Result<BackedUpApp> describe(const App &app, const QList<Apk> &apks);

    /// The bytes of an APK. This object outlives them.
    Result<std::unique_ptr<ByteSource>> content(const Apk &apk, const CancelToken &cancel);

    /// An expansion file that comes with an app.
    struct Expansion
    {
        BundledExpansion expansion;
        size_t file = 0;
        qsizetype number = 0;
    };
    [[nodiscard]] QList<Expansion> expansions(const App &app) const;
    Result<void> unpack(const Expansion &expansion, ByteSink &sink, const CancelToken &cancel);

private:
    struct File
    {
        QString path;
        std::unique_ptr<RandomAccess> access;
        std::unique_ptr<AppBundle> bundle;
    };

    Result<void> add(const QString &path, const CancelToken &cancel);
    Result<void> sortIn(size_t file);

    std::vector<File> m_files;
    QList<App> m_apps;
};

} // namespace holdfast
