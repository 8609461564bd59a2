// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/bundletoc.h"

namespace holdfast {
namespace {

/// Field numbers of bundletool's commands.proto, by message.
namespace BuildApksResult {
constexpr int kVariant = 1;
constexpr int kPackageName = 4;
} // namespace BuildApksResult
namespace Variant {
constexpr int kApkSet = 2;
} // namespace Variant
namespace ApkSet {
constexpr int kModuleMetadata = 1;
constexpr int kApkDescription = 2;
} // namespace ApkSet
namespace ModuleMetadata {
constexpr int kName = 1;
constexpr int kDeliveryType = 6;
constexpr int kModuleType = 7;
} // namespace ModuleMetadata
namespace ApkDescription {
constexpr int kPath = 2;
constexpr int kSplitApkMetadata = 3;
} // namespace ApkDescription
namespace SplitApkMetadata {
constexpr int kSplitId = 1;
constexpr int kIsMasterSplit = 2;
} // namespace SplitApkMetadata
constexpr quint64 kInstallTime = 1;
constexpr quint64 kFeatureModule = 1;

/// A message of Protocol Buffers (protobuf.dev, "Encoding"): varints, and fields with a length.
class Message
{
public:
    Message &number(int field, quint64 value)
    {
        addVarint(quint64(field) << 3);
        addVarint(value);
        return *this;
    }
    Message &bytes(int field, const QByteArray &value)
    {
        constexpr quint64 kWithLength = 2;
        addVarint(quint64(field) << 3 | kWithLength);
        addVarint(quint64(value.size()));
        m_bytes += value;
        return *this;
    }
    [[nodiscard]] const QByteArray &encoded() const { return m_bytes; }

private:
    void addVarint(quint64 value)
    {
        for (; value >= 0x80; value >>= 7)
            m_bytes += char(value | 0x80);
        m_bytes += char(value);
    }

    QByteArray m_bytes;
};

QByteArray apkDescription(const QString &fileName)
{
    using namespace Qt::Literals::StringLiterals;
    QStringView split = fileName;
    const bool isBase = fileName == "base.apk"_L1;
    if (split.startsWith("split_"_L1))
        split = split.sliced(6);
    if (split.endsWith(".apk"_L1))
        split.chop(4);
    Message metadata;
    if (isBase)
        metadata.number(SplitApkMetadata::kIsMasterSplit, 1);
    else
        metadata.bytes(SplitApkMetadata::kSplitId, split.toUtf8());
    return Message()
        .bytes(ApkDescription::kPath, fileName.toUtf8())
        .bytes(ApkDescription::kSplitApkMetadata, metadata.encoded())
        .encoded();
}

} // namespace

QByteArray bundleToc(const QString &package, const QStringList &fileNames)
{
    Message apkSet;
    apkSet.bytes(ApkSet::kModuleMetadata, Message()
                                              .bytes(ModuleMetadata::kName, "base")
                                              .number(ModuleMetadata::kDeliveryType, kInstallTime)
                                              .number(ModuleMetadata::kModuleType, kFeatureModule)
                                              .encoded());
    for (const QString &fileName : fileNames)
        apkSet.bytes(ApkSet::kApkDescription, apkDescription(fileName));
    const Message variant = Message().bytes(Variant::kApkSet, apkSet.encoded());
    return Message()
        .bytes(BuildApksResult::kVariant, variant.encoded())
        .bytes(BuildApksResult::kPackageName, package.toUtf8())
        .encoded();
}

} // namespace holdfast
