// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/archivecheck.h"

#include "core/store/storefactory.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Up to here reading all takes little longer than reading samples.
constexpr qint64 kSmallObject = 64LL * 1024 * 1024;
/// At least so many frames (of about 4 MiB), and one in so many.
constexpr qint64 kLeastFrames = 16;
constexpr qint64 kOneFrameIn = 50;

std::optional<CheckLevel> levelAskedFor(const StoreRecord &store)
{
    return checkLevelFromText(store.options.value("check"_L1).toString());
}

bool isLargeInBucket(const StoreRecord &store, qint64 objectBytes)
{
    return isBucketUrl(store.url) && objectBytes > kSmallObject;
}

} // namespace

CheckLevel checkLevelFor(const StoreRecord &store, qint64 objectBytes, bool confirmedByStore)
{
    const auto asked = levelAskedFor(store);
    if (asked == CheckLevel::Store && !confirmedByStore)
        return CheckLevel::Sampled;
    if (asked)
        return *asked;
    return confirmedByStore && isLargeInBucket(store, objectBytes) ? CheckLevel::Sampled
                                                                   : CheckLevel::EveryByte;
}

CheckLevel scanLevelFor(const StoreRecord &store, qint64 objectBytes)
{
    if (levelAskedFor(store) == CheckLevel::EveryByte || !isLargeInBucket(store, objectBytes))
        return CheckLevel::EveryByte;
    return CheckLevel::Sampled;
}

QByteArray statedSha256(const QMap<QString, QString> &metadata)
{
    static const QRegularExpression hex(uR"(^[0-9a-f]{64}\z)"_s);
    const QString stated = metadata.value(kSha256Metadata);
    return hex.match(stated).hasMatch() ? QByteArray::fromHex(stated.toLatin1()) : QByteArray();
}

Result<VerifyReport> checkArchive(ArchiveReader &archive, CheckLevel level, const QByteArray &sha256,
                                  ProgressCounters *progress, const CancelToken &cancel)
{
    switch (level) {
    case CheckLevel::EveryByte:
        return archive.verify(sha256, progress, cancel);
    case CheckLevel::Sampled:
        return archive.verifySample(std::max(kLeastFrames, archive.frameCount() / kOneFrameIn), progress,
                                    cancel);
    case CheckLevel::Store:
        return archive.verifySample(0, progress, cancel);
    }
    Q_UNREACHABLE();
}

} // namespace holdfast
