// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/expansionfiles.h"

#include "core/phone/adbtext.h"

namespace holdfast {

using namespace Qt::Literals::StringLiterals;

ExpansionFile::ExpansionFile(const PhoneSession &session, const QString &package, const QString &name,
                             ProgressCounters &progress, CancelToken cancel)
    : m_session(session),
      // Through the shared storage's own view, which gives files the owners that Android expects.
      m_file("/sdcard/Android/obb/" + package.toUtf8() + '/' + name.toUtf8()),
      m_part(m_file + ".part"),
      m_progress(progress),
      m_cancel(std::move(cancel))
{}

ExpansionFile::~ExpansionFile()
{
    m_stream.reset();
    if (m_hasPart) // Not the job's token: a part is not kept because the job was cancelled.
        (void)m_session.run(QByteArray("rm -f " + shellQuote(m_part)), CancelToken());
}

Result<void> ExpansionFile::begin()
{
    const QByteArray folder = m_file.left(m_file.lastIndexOf('/'));
    ShellStream::Options options;
    options.onStderrLine = [this](QByteArrayView line) {
        constexpr qsizetype kept = 1000;
        if (m_errors.size() < kept)
            m_errors.append(line).append('\n');
    };
    const QByteArray words = "mkdir -p " + shellQuote(folder) + " && cat >" + shellQuote(m_part);
    auto stream = m_session.stream(words, m_cancel, std::move(options));
    if (!stream)
        return tl::unexpected(stream.error());
    m_stream = *std::move(stream);
    m_hasPart = true;
    return {};
}

Result<void> ExpansionFile::write(QByteArrayView bytes)
{
    if (auto written = m_stream->write(bytes); !written)
        return written;
    m_size += bytes.size();
    m_progress.bytesDone += bytes.size();
    return {};
}

Result<void> ExpansionFile::finish()
{
    if (auto closed = m_stream->closeStdin(); !closed)
        return closed;
    const auto code = m_stream->finish();
    if (!code)
        return tl::unexpected(code.error());
    const ErrorContext context = m_session.transport().context(QString::fromUtf8(m_file));
    if (*code != 0)
        return fail(m_errors.contains("No space") ? Errc::PhoneSpace : Errc::PhoneFile,
                    QString::fromUtf8(m_errors).trimmed(), context);
    const QByteArray place = "[ $(stat -c %s " + shellQuote(m_part) + ") = " + QByteArray::number(m_size) +
                             " ] && mv -f " + shellQuote(m_part) + ' ' + shellQuote(m_file);
    const auto placed = m_session.run(place, m_cancel);
    if (!placed)
        return tl::unexpected(placed.error());
    if (placed->exitCode != 0)
        return fail(Errc::PhoneFile, u"it did not arrive whole"_s, context);
    m_hasPart = false;
    return {};
}

} // namespace holdfast
