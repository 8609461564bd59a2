// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/adbstream.h"
#include "core/emulator/phonecontext.h"

#include <memory>
#include <string>
#include <string_view>

namespace holdfast {

/// Serves one stream in a thread of its own until it is done; the caller closes the stream after that.
using ServiceFunction = void (*)(const std::string &service, const std::shared_ptr<AdbStream> &stream,
                                 PhoneContext &phone);

/// The service that a string of OPEN asks for; nullptr for what this phone does not have.
ServiceFunction findService(std::string_view service);

/// `shell:…`, `shell,v2,…:…` and `exec:…` (AOSP packages/modules/adb/daemon/shell_service.cpp).
void serveShell(const std::string &service, const std::shared_ptr<AdbStream> &stream, PhoneContext &phone);

/// `sync:` (AOSP packages/modules/adb, docs/dev/sync.md), versions 1 and 2.
void serveSync(const std::string &service, const std::shared_ptr<AdbStream> &stream, PhoneContext &phone);

} // namespace holdfast
