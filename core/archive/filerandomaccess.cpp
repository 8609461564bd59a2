// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/filerandomaccess.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

tl::unexpected<Error> localFailure(const QString &path, const QString &detail)
{
    return fail(Errc::LocalFailed, detail, {.path = path});
}

class FileRangeSource final : public ByteSource
{
public:
    FileRangeSource(const QString &path, qint64 length, CancelToken cancel)
        : m_file(path), m_left(length), m_cancel(std::move(cancel))
    {}

    bool open(qint64 offset)
    {
        return m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) && m_file.seek(offset);
    }
    [[nodiscard]] QString reason() const { return m_file.errorString(); }

    Result<qint64> read(char *data, qint64 size) override
    {
        if (const auto cancelled = m_cancel.check(); !cancelled)
            return tl::unexpected(cancelled.error());
        if (m_left == 0)
            return 0;
        const qint64 got = m_file.read(data, std::min(size, m_left));
        if (got <= 0)
            return localFailure(m_file.fileName(), got < 0 ? reason() : u"the file became shorter"_s);
        m_left -= got;
        return got;
    }

private:
    QFile m_file;
    qint64 m_left;
    CancelToken m_cancel;
};

} // namespace

Result<qint64> FileRandomAccess::size()
{
    const QFileInfo info(m_path);
    if (!info.isFile())
        return localFailure(m_path, u"there is no such file"_s);
    return info.size();
}

Result<std::unique_ptr<ByteSource>> FileRandomAccess::range(qint64 offset, qint64 length,
                                                            const CancelToken &cancel)
{
    auto source = std::make_unique<FileRangeSource>(m_path, length, cancel);
    if (!source->open(offset)) {
        const bool denied = QFileInfo::exists(m_path) && !QFileInfo(m_path).isReadable();
        return fail(denied ? Errc::LocalDenied : Errc::LocalFailed, source->reason(), {.path = m_path});
    }
    return source;
}

} // namespace holdfast
