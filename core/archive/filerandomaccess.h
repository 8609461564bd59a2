// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/randomaccess.h"

#include <QString>

namespace holdfast {

/// A file on this machine. Errors are Local*, with the path in the context.
class FileRandomAccess final : public RandomAccess
{
public:
    explicit FileRandomAccess(QString path) : m_path(std::move(path)) {}

    Result<qint64> size() override;
    Result<std::unique_ptr<ByteSource>> range(qint64 offset, qint64 length,
                                              const CancelToken &cancel) override;

private:
    QString m_path;
};

} // namespace holdfast
