// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/apksigning.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <limits>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr quint32 kScheme2 = 0x7109871A;
constexpr quint32 kScheme3 = 0xF05368C0;
constexpr quint32 kScheme31 = 0x1B93AD61;
/// Magic and the second copy of the size.
constexpr qint64 kFooter = 24;
/// A block of one scheme; real ones have a few KB for each signer.
constexpr qint64 kMaximumValue = qint64{4} * 1024 * 1024;
constexpr int kMaximumSigners = 10; ///< Android's own limit.
constexpr int kMaximumPairs = 1000;

tl::unexpected<Error> truncated()
{
    return apkInvalid(u"a length in the signing block reaches over its end"_s);
}

/// Takes numbers and length-prefixed parts from the front of a block.
class BlockReader
{
public:
    explicit BlockReader(QByteArrayView bytes) : m_bytes(bytes) {}

    [[nodiscard]] bool atEnd() const { return m_bytes.isEmpty(); }

    std::optional<quint32> number()
    {
        if (m_bytes.size() < 4)
            return std::nullopt;
        const auto value = qFromLittleEndian<quint32>(m_bytes.data());
        m_bytes = m_bytes.sliced(4);
        return value;
    }

    std::optional<BlockReader> part()
    {
        const auto length = number();
        if (!length || qint64(*length) > m_bytes.size())
            return std::nullopt;
        BlockReader taken(m_bytes.first(qsizetype(*length)));
        m_bytes = m_bytes.sliced(qsizetype(*length));
        return taken;
    }

    [[nodiscard]] QByteArrayView bytes() const { return m_bytes; }

private:
    QByteArrayView m_bytes;
};

/// One signer: its signed data are digests, certificates (the first is its own) and, since scheme 3, the
/// range of Android versions.
Result<ApkSigner> readSigner(BlockReader signer, bool ranged)
{
    auto data = signer.part();
    if (!data || !data->part())
        return truncated();
    auto certificates = data->part();
    if (!certificates)
        return truncated();
    const auto certificate = certificates->part();
    if (!certificate || certificate->atEnd())
        return apkInvalid(u"a signer names no certificate"_s);
    ApkSigner read{.certificate = QCryptographicHash::hash(certificate->bytes(), QCryptographicHash::Sha256),
                   .minSdk = 0,
                   .maxSdk = std::numeric_limits<int>::max()};
    if (ranged) {
        const auto minimum = data->number();
        const auto maximum = data->number();
        if (!minimum || !maximum)
            return truncated();
        const auto limit = quint32(std::numeric_limits<int>::max());
        read.minSdk = int(std::min(*minimum, limit));
        read.maxSdk = int(std::min(*maximum, limit));
    }
    return read;
}

Result<QList<ApkSigner>> readSigners(QByteArrayView value, bool ranged)
{
    BlockReader block(value);
    auto list = block.part();
    if (!list)
        return truncated();
    QList<ApkSigner> signers;
    while (!list->atEnd()) {
        const auto signer = list->part();
        if (!signer)
            return truncated();
        if (signers.size() >= kMaximumSigners)
            return apkInvalid(u"the APK names more than %1 signers"_s.arg(kMaximumSigners));
        const auto read = readSigner(*signer, ranged);
        if (!read)
            return tl::unexpected(read.error());
        signers.append(*read);
    }
    return signers;
}

/// The values of the three schemes, as far as the block has them.
struct SchemeValues
{
    QByteArray second;
    QByteArray third;
    QByteArray thirdRotated;
};

/// The pairs of the signing block between @p at and @p end: length (8 bytes), id (4), value.
Result<SchemeValues> readPairs(ChunkBytes &apk, qint64 at, qint64 end, const CancelToken &cancel)
{
    SchemeValues values;
    for (int pairs = 0; at < end; ++pairs) {
        if (const auto cancelled = cancel.check(); !cancelled)
            return tl::unexpected(cancelled.error());
        if (pairs == kMaximumPairs)
            return apkInvalid(u"the signing block has more than %1 parts"_s.arg(kMaximumPairs));
        char head[12];
        if (end - at < qint64(sizeof head))
            return truncated();
        if (const auto done = apk.copy(at, sizeof head, head); !done)
            return tl::unexpected(done.error());
        const auto length = qFromLittleEndian<quint64>(head);
        const auto id = qFromLittleEndian<quint32>(head + 8);
        if (length < 4 || length > quint64(end - at - 8))
            return truncated();
        const qint64 size = qint64(length) - 4;
        QByteArray *target = id == kScheme2    ? &values.second
                             : id == kScheme3  ? &values.third
                             : id == kScheme31 ? &values.thirdRotated
                                               : nullptr;
        if (target != nullptr) {
            if (size > kMaximumValue || !target->isEmpty())
                return apkInvalid(u"the signatures of one scheme have %1 bytes, or come twice"_s.arg(size));
            auto value = apk.bytes(at + qint64(sizeof head), size);
            if (!value)
                return tl::unexpected(value.error());
            *target = std::move(*value);
        }
        at += 8 + qint64(length);
    }
    return values;
}

Result<ApkSigning> strongest(const SchemeValues &values)
{
    if (values.third.isEmpty()) {
        if (values.second.isEmpty())
            return ApkSigning{};
        return readSigners(values.second, false).map([](const QList<ApkSigner> &signers) {
            return ApkSigning{.scheme = 2, .signers = signers};
        });
    }
    auto third = readSigners(values.third, true);
    if (!third || values.thirdRotated.isEmpty())
        return std::move(third).map(
            [](const QList<ApkSigner> &signers) { return ApkSigning{.scheme = 3, .signers = signers}; });
    return readSigners(values.thirdRotated, true).map([&](const QList<ApkSigner> &signers) {
        return ApkSigning{.scheme = 31, .signers = signers + *third};
    });
}

} // namespace

Result<ApkSigning> readSigningBlock(ChunkBytes &apk, qint64 directoryOffset, const CancelToken &cancel)
{
    if (directoryOffset < kFooter + 8 || directoryOffset > apk.size())
        return ApkSigning{};
    const auto footer = apk.bytes(directoryOffset - kFooter, kFooter);
    if (!footer)
        return tl::unexpected(footer.error());
    if (!footer->endsWith("APK Sig Block 42"))
        return ApkSigning{};
    // The size leaves out its own first copy.
    const auto size = qFromLittleEndian<quint64>(footer->constData());
    if (size < quint64(kFooter) || size > quint64(directoryOffset - 8))
        return apkInvalid(u"the signing block claims %1 bytes"_s.arg(size));
    const qint64 start = directoryOffset - 8 - qint64(size);
    const auto first = apk.u64(start);
    if (!first)
        return tl::unexpected(first.error());
    if (*first != size)
        return apkInvalid(u"the signing block's two sizes differ: %1 and %2"_s.arg(*first).arg(size));
    const auto values = readPairs(apk, start + 8, directoryOffset - kFooter, cancel);
    if (!values)
        return tl::unexpected(values.error());
    return strongest(*values);
}

} // namespace holdfast
