// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace holdfast::cli {

/// Puts @p content in the place of the file at @p path; readers see what was there or all of it, never a
/// part. LocalFailed.
Result<void> writeWholeFile(const QString &path, const QByteArray &content);

} // namespace holdfast::cli
