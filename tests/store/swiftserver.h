// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/s3settings.h"
#include "core/store/s3signature.h"

#include <QProcess>
#include <QTemporaryDir>

namespace holdfast::testing {

/// A real S3 server on loopback (tests/support/swift.sh) that ends with this object, or with this process.
class SwiftServer
{
public:
    SwiftServer() = default;
    ~SwiftServer();
    SwiftServer(const SwiftServer &) = delete;
    SwiftServer &operator=(const SwiftServer &) = delete;

    /// False where it cannot be run; whyNot() says why.
    bool start();
    [[nodiscard]] const QString &whyNot() const { return m_whyNot; }
    [[nodiscard]] quint16 port() const { return m_port; }

    /// Makes a bucket and returns how to speak to it. @p prefix is empty or ends with a slash.
    S3Settings bucket(const QString &name, const QString &prefix = {});
    [[nodiscard]] static S3Credentials credentials();

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_whyNot;
    quint16 m_port = 0;
};

} // namespace holdfast::testing
