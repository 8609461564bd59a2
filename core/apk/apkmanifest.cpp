// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/apkmanifest.h"

#include "core/apk/binaryxml.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Ids of android.R.attr, which no Android version ever changes.
enum AndroidAttribute : quint32 {
    kLabel = 0x01010001,
    kIcon = 0x01010002,
    kName = 0x01010003,
    kSharedUserId = 0x0101000B,
    kDebuggable = 0x0101000F,
    kValue = 0x01010024,
    kMinSdk = 0x0101020C,
    kVersionCode = 0x0101021B,
    kVersionName = 0x0101021C,
    kTargetSdk = 0x01010270,
    kTestOnly = 0x01010272,
    kRoundIcon = 0x0101052C,
    kFeatureSplit = 0x0101055B,
    kVersionCodeMajor = 0x01010576,
    kSplitRequired = 0x01010591,
    kRequiredSplitTypes = 0x0101064E,
    kSplitTypes = 0x0101064F,
};

/// Android's own number for versions that have only a code name (Build.VERSION_CODES.CUR_DEVELOPMENT).
constexpr int kUnreleasedSdk = 10000;

/// At least one dot, and between the dots a letter and then letters, digits and `_`, as Android asks of
/// packages and splits are asked for without the dot.
bool isJavaName(const QString &name)
{
    if (name.isEmpty() || name.size() > 223)
        return false;
    const auto parts = name.split(u'.');
    return std::all_of(parts.cbegin(), parts.cend(), [](const QString &part) {
        const auto letter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); };
        const auto legal = [&](QChar c) { return letter(c) || (c >= u'0' && c <= u'9') || c == u'_'; };
        return !part.isEmpty() && letter(part.front()) && std::all_of(part.cbegin(), part.cend(), legal);
    });
}

class ManifestReader
{
public:
    ApkManifest manifest;

    Result<void> start(const XmlElement &element)
    {
        if (element.depth == 0)
            return readRoot(element);
        m_path.resize(element.depth - 1);
        m_path.append(element.name);
        const QString path = m_path.join(u'/');
        if (path == "uses-sdk"_L1)
            return readSdk(element);
        if (path == "application"_L1)
            return readApplication(element);
        if (path == "application/meta-data"_L1)
            return readMetaData(element);
        if (path == "application/activity"_L1 || path == "application/activity-alias"_L1)
            return readActivity(element);
        if (m_path.size() == 4 && m_path.at(1).startsWith("activity"_L1) &&
            m_path.at(2) == "intent-filter"_L1)
            return readIntent(element);
        return {};
    }

    Result<void> end(const QString &name)
    {
        if (name == "intent-filter"_L1) {
            if (m_main && m_launcher && manifest.launcherActivity.isEmpty())
                takeActivity();
            m_main = m_launcher = false;
        }
        return {};
    }

private:
    Result<void> readRoot(const XmlElement &element)
    {
        if (element.name != "manifest"_L1)
            return apkInvalid(u"the root of the manifest is another element"_s);
        for (const auto &attribute : element.attributes) {
            if (attribute.resource != 0)
                continue;
            const auto name = attribute.name();
            if (!name)
                return tl::unexpected(name.error());
            QString *target = *name == "package"_L1          ? &manifest.packageName
                              : *name == "split"_L1          ? &manifest.split
                              : *name == "configForSplit"_L1 ? &manifest.configForSplit
                                                             : nullptr;
            if (target == nullptr)
                continue;
            if (auto done = take(&attribute, *target); !done)
                return done;
        }
        const auto code = quint32(wholeNumber(element.find(kVersionCode)));
        const auto major = quint32(wholeNumber(element.find(kVersionCodeMajor)));
        manifest.versionCode = qint64(quint64(major) << 32U | code);
        manifest.featureSplit = isTrue(element.find(kFeatureSplit));
        manifest.splitRequired = isTrue(element.find(kSplitRequired));
        return take(element.find(kVersionName), manifest.versionName)
            .and_then([&] { return take(element.find(kSharedUserId), manifest.sharedUserId); })
            .and_then([&] { return take(element.find(kRequiredSplitTypes), manifest.requiredSplitTypes); })
            .and_then([&] { return take(element.find(kSplitTypes), manifest.splitTypes); })
            .and_then([&] { return checkNames(); });
    }

    [[nodiscard]] Result<void> checkNames() const
    {
        // Only the system's own package is called by a single word.
        if (!isJavaName(manifest.packageName))
            return apkInvalid(u"the manifest names no valid package"_s);
        if (!manifest.split.isEmpty() && (manifest.split.contains(u'/') || manifest.split.size() > 223))
            return apkInvalid(u"the manifest names no valid split"_s);
        return {};
    }

    Result<void> readSdk(const XmlElement &element)
    {
        const auto *minimum = element.find(kMinSdk);
        const auto *target = element.find(kTargetSdk);
        const auto least = minimum == nullptr ? Result<int>(1) : sdk(*minimum);
        if (!least)
            return tl::unexpected(least.error());
        const auto wanted = target == nullptr ? least : sdk(*target);
        if (!wanted)
            return tl::unexpected(wanted.error());
        manifest.minSdk = *least;
        manifest.targetSdk = *wanted;
        return {};
    }

    Result<void> readApplication(const XmlElement &element)
    {
        manifest.debuggable = isTrue(element.find(kDebuggable));
        manifest.testOnly = isTrue(element.find(kTestOnly));
        manifest.splitRequired = manifest.splitRequired || isTrue(element.find(kSplitRequired));
        manifest.icon = reference(element.find(kIcon));
        manifest.roundIcon = reference(element.find(kRoundIcon));
        return take(element.find(kLabel), manifest.label);
    }

    Result<void> readMetaData(const XmlElement &element)
    {
        QString name;
        if (auto done = take(element.find(kName), name); !done)
            return done;
        if (name == "com.android.vending.splits.required"_L1 && isTrue(element.find(kValue)))
            manifest.splitRequired = true;
        return {};
    }

    Result<void> readActivity(const XmlElement &element)
    {
        m_activityIcon = reference(element.find(kIcon));
        m_activityName.clear();
        m_activityLabel = {};
        return take(element.find(kName), m_activityName).and_then([&] {
            return take(element.find(kLabel), m_activityLabel);
        });
    }

    Result<void> readIntent(const XmlElement &element)
    {
        QString name;
        if (auto done = take(element.find(kName), name); !done)
            return done;
        m_main = m_main || (element.name == "action"_L1 && name == "android.intent.action.MAIN"_L1);
        m_launcher =
            m_launcher || (element.name == "category"_L1 && name == "android.intent.category.LAUNCHER"_L1);
        return {};
    }

    void takeActivity()
    {
        manifest.launcherActivity = m_activityName;
        if (m_activityName.startsWith(u'.'))
            manifest.launcherActivity.prepend(manifest.packageName);
        manifest.launcherLabel = m_activityLabel;
        manifest.launcherIcon = m_activityIcon;
    }

    static Result<void> take(const XmlAttribute *attribute, QString &target)
    {
        if (attribute == nullptr)
            return {};
        return attribute->text().map([&](const QString &text) { target = text; });
    }

    static Result<void> take(const XmlAttribute *attribute, QStringList &target)
    {
        QString text;
        return take(attribute, text).map([&] { target = text.split(u',', Qt::SkipEmptyParts); });
    }

    static Result<void> take(const XmlAttribute *attribute, ApkText &target)
    {
        target.resource = reference(attribute);
        if (target.resource != 0 || attribute == nullptr)
            return {};
        if (attribute->value.isNumber()) {
            target.text = QString::number(qint32(attribute->value.data));
            return {};
        }
        return take(attribute, target.text);
    }

    static quint32 reference(const XmlAttribute *attribute)
    {
        return attribute != nullptr && attribute->value.isReference() ? attribute->value.data : 0;
    }

    static qint32 wholeNumber(const XmlAttribute *attribute)
    {
        return attribute != nullptr && attribute->value.isNumber() ? qint32(attribute->value.data) : 0;
    }

    static bool isTrue(const XmlAttribute *attribute) { return wholeNumber(attribute) != 0; }

    /// Versions are numbers, numbers as text, or the code name of an unreleased one.
    static Result<int> sdk(const XmlAttribute &attribute)
    {
        if (attribute.value.isNumber())
            return std::clamp(int(qint32(attribute.value.data)), 0, kUnreleasedSdk);
        return attribute.text().map([](const QString &text) {
            bool isNumber = false;
            const int number = text.toInt(&isNumber);
            return isNumber ? std::clamp(number, 0, kUnreleasedSdk) : kUnreleasedSdk;
        });
    }

    QStringList m_path; ///< The open elements below the root.
    QString m_activityName;
    ApkText m_activityLabel;
    quint32 m_activityIcon = 0;
    bool m_main = false;
    bool m_launcher = false;
};

} // namespace

Result<ApkManifest> readApkManifest(ChunkBytes &bytes, const CancelToken &cancel)
{
    ManifestReader reader;
    const auto done = readBinaryXml(
        bytes, [&](const XmlElement &element) { return reader.start(element); },
        [&](const QString &name) { return reader.end(name); }, cancel);
    if (!done)
        return tl::unexpected(done.error());
    return std::move(reader.manifest);
}

} // namespace holdfast
