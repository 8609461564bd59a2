// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/shellrun.h"

#include "core/phone/shellstream.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 kMaximumErrors = 1024 * 1024;
constexpr qsizetype kKeptErrors = 64 * 1024;

/// A command that ends early has its reason in its exit code and stderr; its unread input is no failure.
bool endedItself(const ShellStream &stream, const Result<void> &written)
{
    return !written && written.error().code == Errc::PhoneRefused && stream.exitCode().has_value();
}

} // namespace

Result<ShellResult> runShell(const PhoneTransport &transport, QByteArrayView command,
                             const CancelToken &cancel, QByteArrayView input, qint64 maximumOutput)
{
    ShellResult result;
    const auto tooMuch = [&transport] {
        return fail(Errc::PhoneRefused, u"a command wrote more than expected"_s, transport.context());
    };
    ShellStream::Options options;
    options.onStdout = [&](QByteArrayView data) -> Result<void> {
        if (result.output.size() + data.size() > maximumOutput)
            return tooMuch();
        result.output.append(data);
        return {};
    };
    bool errorsOverflow = false;
    options.onStderrLine = [&](QByteArrayView line) {
        errorsOverflow = errorsOverflow || result.errors.size() + line.size() >= kMaximumErrors;
        if (!errorsOverflow)
            result.errors.append(line).append('\n');
    };
    auto stream = ShellStream::open(transport, command, cancel, std::move(options));
    if (!stream)
        return tl::unexpected(stream.error());
    Result<void> fed = (*stream)->write(input);
    if (fed)
        fed = (*stream)->closeStdin();
    if (!fed && !endedItself(**stream, fed))
        return tl::unexpected(fed.error());
    const auto exitCode = (*stream)->finish();
    if (!exitCode)
        return tl::unexpected(exitCode.error());
    if (errorsOverflow)
        return tooMuch();
    result.exitCode = *exitCode;
    return result;
}

Result<int> pipeShell(const PhoneTransport &transport, QByteArrayView command, ByteSource &input,
                      ByteSink &output, QByteArray &errors, const CancelToken &cancel)
{
    ShellStream::Options options;
    options.onStdout = [&output](QByteArrayView data) { return output.write(data); };
    options.onStderrLine = [&errors](QByteArrayView line) {
        if (errors.size() + line.size() < kKeptErrors)
            errors.append(line).append('\n');
    };
    auto stream = ShellStream::open(transport, command, cancel, std::move(options));
    if (!stream)
        return tl::unexpected(stream.error());
    QByteArray block(kStreamBlock, Qt::Uninitialized);
    while (true) {
        const auto size = input.read(block.data(), block.size());
        if (!size)
            return tl::unexpected(size.error());
        const Result<void> fed =
            *size == 0 ? (*stream)->closeStdin() : (*stream)->write(QByteArrayView(block).first(*size));
        if (!fed && !endedItself(**stream, fed))
            return tl::unexpected(fed.error());
        if (!fed || *size == 0)
            return (*stream)->finish();
    }
}

} // namespace holdfast
