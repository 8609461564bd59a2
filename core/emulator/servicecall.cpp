// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/servicecall.h"

#include <cerrno>

#include <unistd.h>

namespace holdfast {
namespace {

void writeLine(const FileDescriptor &file, const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t got = ::write(file.get(), bytes.constData() + done, std::size_t(bytes.size() - done));
        if (got < 0 && errno != EINTR)
            return;
        done += got > 0 ? got : 0;
    }
}

} // namespace

void ServiceCall::print(const QString &line) const
{
    writeLine(output, line);
}

void ServiceCall::complain(const QString &line) const
{
    writeLine(errors, line);
}

QString CommandWords::nextOption()
{
    // A lone dash stands for stdin.
    if (m_words.isEmpty() || !m_words.constFirst().startsWith(u'-') || m_words.constFirst().size() == 1)
        return {};
    const QString word = m_words.takeFirst();
    return word == QLatin1String("--") ? QString() : word;
}

} // namespace holdfast
