// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/appinstall.h"

#include "core/jobs/apphold.h"
#include "core/jobs/entrycontent.h"
#include "core/jobs/packagetext.h"
#include "core/phone/adbtext.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kBypassSdk = 34; ///< Android 14 refuses apps for very old Androids unless told otherwise.

/// One install session of a phone.
class InstallSession
{
public:
    InstallSession(const PhoneSession &session, const PackageSet &app, CancelToken cancel)
        : m_session(session), m_app(app), m_cancel(std::move(cancel))
    {}
    ~InstallSession()
    {
        if (m_number == 0)
            return;
        // Not the job's token: a session that was given up is not kept because the job was cancelled.
        (void)m_session.run(command("pm install-abandon "), CancelToken());
    }
    InstallSession(const InstallSession &) = delete;
    InstallSession &operator=(const InstallSession &) = delete;

    Result<void> create()
    {
        qint64 total = 0;
        for (const PackageSource &package : m_app.packages)
            total += package.size;
        QByteArray words = "pm install-create -r -t --user 0 -S " + QByteArray::number(total);
        if (m_session.facts().sdk >= kBypassSdk)
            words += " --bypass-low-target-sdk-block";
        if (!m_app.installer.isEmpty())
            words += " -i " + shellQuote(m_app.installer.toUtf8());
        const auto answer = m_session.run(words, m_cancel);
        if (!answer)
            return tl::unexpected(answer.error());
        const auto number = parseSessionNumber(answer->output);
        if (!number) {
            const bool full = answer->errors.contains("not enough space");
            return tl::unexpected(failure(full ? Errc::PhoneSpace : Errc::AppInstallFailed,
                                          answer->exitCode == 0 ? answer->output : answer->errors));
        }
        m_number = *number;
        return writeAppJournal(m_session, m_app.package, {u"session %1"_s.arg(m_number)}, m_cancel);
    }

    Result<void> write(const PackageSource &package, ProgressCounters &progress)
    {
        auto content = package.open();
        if (!content)
            return tl::unexpected(content.error());
        QByteArray output;
        QByteArray errors;
        ShellStream::Options options;
        options.onStdout = [&output](QByteArrayView bytes) -> Result<void> {
            output.append(bytes.first(qMin<qsizetype>(bytes.size(), kKept - qMin(kKept, output.size()))));
            return {};
        };
        options.onStderrLine = [&errors](QByteArrayView line) {
            if (errors.size() < kKept)
                errors.append(line).append('\n');
        };
        const QByteArray words = "pm install-write -S " + QByteArray::number(package.size) + ' ' +
                                 QByteArray::number(m_number) + ' ' + shellQuote(package.fileName.toUtf8()) +
                                 " -";
        auto stream = m_session.stream(words, m_cancel, std::move(options));
        if (!stream)
            return tl::unexpected(stream.error());
        const auto fed = feed(**content, **stream, progress);
        if (!fed && !(*stream)->exitCode())
            return fed;
        const auto code = (*stream)->finish();
        if (!code)
            return tl::unexpected(code.error());
        if (*code != 0 || !output.startsWith("Success")) {
            const bool full = errors.contains("ENOSPC") || errors.contains("No space");
            return tl::unexpected(failure(full ? Errc::PhoneSpace : Errc::AppInstallFailed,
                                          errors.isEmpty() ? output : errors));
        }
        return {};
    }

    Result<void> commit()
    {
        const auto answer = m_session.run(command("pm install-commit "), m_cancel);
        if (!answer)
            return tl::unexpected(answer.error());
        auto done = parseInstallAnswer(answer->output, m_app.package);
        if (!done) {
            Error error = done.error();
            error.context.phone = m_session.facts().serial.value;
            return tl::unexpected(error);
        }
        m_number = 0;
        return {};
    }

private:
    static constexpr qsizetype kKept = 4096;

    Result<void> feed(ByteSource &content, ShellStream &stream, ProgressCounters &progress)
    {
        QByteArray block(kStreamBlock, Qt::Uninitialized);
        for (;;) {
            if (auto going = m_cancel.check(); !going)
                return going;
            const auto got = content.read(block.data(), block.size());
            if (!got)
                return tl::unexpected(got.error());
            if (*got == 0)
                return stream.closeStdin();
            if (auto written = stream.write(QByteArrayView(block).first(*got)); !written)
                return written;
            progress.bytesDone += *got;
        }
    }

    [[nodiscard]] QByteArray command(const char *verb) const { return verb + QByteArray::number(m_number); }

    [[nodiscard]] Error failure(Errc code, QByteArrayView reason) const
    {
        return {code,
                QString::fromUtf8(reason.first(qMin<qsizetype>(reason.size(), 300))).trimmed(),
                {.phone = m_session.facts().serial.value, .path = {}, .object = m_app.package}};
    }

    const PhoneSession &m_session;
    const PackageSet &m_app;
    CancelToken m_cancel;
    qint64 m_number = 0; ///< 0: none is open.
};

} // namespace

Result<bool> isInstalledAlike(const WorkingPhone &phone, const ArchivedApp &app,
                              const QStringList &installedApks, const CancelToken &cancel)
{
    if (installedApks.size() != app.apks.size())
        return false;
    QHash<QByteArray, QByteArray> wanted; // Name in the folder of the app, hash.
    for (const IndexEntry &apk : app.apks)
        wanted.insert(apk.path.mid(apk.path.lastIndexOf('/') + 1), apk.sha256);
    QList<QByteArray> paths;
    for (const QString &path : installedApks)
        paths.append(path.toUtf8());
    bool alike = true;
    const auto hashed = phone.agent->hash(
        paths, "/",
        [&](const AgentEntry &entry) -> Result<void> {
            alike = alike && !entry.sha256.isEmpty() &&
                    wanted.value(entry.path.mid(entry.path.lastIndexOf('/') + 1)) == entry.sha256;
            return {};
        },
        {}, cancel);
    if (!hashed)
        return tl::unexpected(hashed.error());
    return alike;
}

PackageSet packagesOf(ArchiveReader &archive, const ArchivedApp &app, const CancelToken &cancel)
{
    PackageSet set{.package = app.app.package, .installer = app.app.installer, .packages = {}};
    for (const IndexEntry &apk : app.apks) {
        const QByteArray name = apk.path.mid(apk.path.lastIndexOf('/') + 1);
        set.packages.append({.fileName = QString::fromUtf8(name),
                             .size = apk.size,
                             .open = [&archive, apk, cancel]() -> Result<std::unique_ptr<ByteSource>> {
                                 return EntryContent::open(archive, apk, cancel);
                             }});
    }
    return set;
}

Result<void> installApp(const WorkingPhone &phone, const PackageSet &app, ProgressCounters &progress,
                        const CancelToken &cancel)
{
    InstallSession session(*phone.session, app, cancel);
    if (auto created = session.create(); !created)
        return created;
    for (const PackageSource &package : app.packages) {
        if (auto written = session.write(package, progress); !written)
            return written;
        ++progress.filesDone;
    }
    // The last moment at which nothing has been changed.
    if (auto same = phone.session->checkIdentity(cancel); !same)
        return same;
    return session.commit();
}

} // namespace holdfast
