// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/archivecheck.h"

#include "core/store/storefactory.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Up to here reading all takes little longer than reading samples.
constexpr qint64 kSmallObject = 64LL * 1024 * 1024;
/// At least so many frames (of about 4 MiB), and one in so many.
constexpr qint64 kLeastFrames = 16;
constexpr qint64 kOneFrameIn = 50;

} // namespace

CheckLevel checkLevelFor(const StoreRecord &store, qint64 objectBytes, bool confirmedByStore)
{
    const auto asked = checkLevelFromText(store.options.value("check"_L1).toString());
    if (asked == CheckLevel::Store && !confirmedByStore)
        return CheckLevel::Sampled;
    if (asked)
        return *asked;
    return isBucketUrl(store.url) && objectBytes > kSmallObject ? CheckLevel::Sampled : CheckLevel::EveryByte;
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
