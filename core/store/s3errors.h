// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/store/s3documents.h"

namespace holdfast {

/// What an answer with an error means to the operator, without context. @p aboutObject: a key was asked for.
Error s3Error(int status, const S3ErrorBody &body, bool aboutObject);

/// Whether the same request may work a moment later.
bool isPassing(int status, const QString &code);

} // namespace holdfast
