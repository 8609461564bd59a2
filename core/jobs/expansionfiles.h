// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytestream.h"
#include "core/base/progress.h"
#include "core/phone/phonesession.h"

#include <memory>

namespace holdfast {

/// One expansion file (`.obb`) on its way to the shared storage of a phone, where it appears whole or not at
/// all: begin(), then all of its bytes, then finish(). Used by one thread.
class ExpansionFile final : public ByteSink
{
public:
    /// @p session and @p progress outlive it; @p name is a plain file name.
    ExpansionFile(const PhoneSession &session, const QString &package, const QString &name,
                  ProgressCounters &progress, CancelToken cancel);
    ~ExpansionFile() override;

    Result<void> begin();
    Result<void> write(QByteArrayView bytes) override;
    /// PhoneSpace or PhoneFile when it is not there whole.
    Result<void> finish();

private:
    const PhoneSession &m_session;
    QByteArray m_file;
    QByteArray m_part; ///< What it is until it is whole.
    qint64 m_size = 0;
    ProgressCounters &m_progress;
    CancelToken m_cancel;
    std::unique_ptr<ShellStream> m_stream;
    QByteArray m_errors;
    bool m_hasPart = false;
};

} // namespace holdfast
