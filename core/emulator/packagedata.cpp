// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/packagedata.h"

#include <QFile>

#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr int kCategoriesPerAppSdk = 28; ///< From this target on each app has categories of its own.

} // namespace

QByteArray appDataLabel(int uid, int targetSdk)
{
    const auto app = static_cast<unsigned>(uid - kFirstAppUid);
    QByteArray label = "u:object_r:app_data_file:s0:";
    if (targetSdk >= kCategoriesPerAppSdk) {
        label += 'c' + QByteArray::number(app & 255U) + ",c" + QByteArray::number(256U + (app >> 8U & 255U));
        label += ',';
    }
    return label + "c512,c768";
}

Result<void> makeLabelledFolder(const QString &path, unsigned owner, unsigned group, unsigned mode,
                                const QByteArray &label)
{
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), 0700) != 0) {
        if (errno == EEXIST)
            return {};
        return fail(Errc::EmulatorFailed, QString::fromLocal8Bit(std::strerror(errno)), {.path = path});
    }
    if (::chown(name.constData(), owner, group) != 0 || ::chmod(name.constData(), mode) != 0)
        return fail(Errc::EmulatorFailed, QString::fromLocal8Bit(std::strerror(errno)), {.path = path});
    // The closing NUL is part of it (libselinux). Only real root may: an ordinary user's phone has no labels.
    [[maybe_unused]] const int labelled = ::lsetxattr(name.constData(), "security.selinux", label.constData(),
                                                      std::size_t(label.size()) + 1, 0);
    return {};
}

Result<void> makeAppData(const QString &root, const PackageRecord &package)
{
    const auto uid = static_cast<unsigned>(package.uid);
    const unsigned cache = uid + kCacheGidOffset;
    const QByteArray label = appDataLabel(package.uid, package.targetSdk);
    for (const QString &area : {u"/data/data/"_s, u"/data/user_de/0/"_s}) {
        const QString top = root + area + package.name;
        if (auto made = makeLabelledFolder(top, uid, uid, 0700, label); !made)
            return made;
        for (const QString &name : {u"/cache"_s, u"/code_cache"_s}) {
            if (auto made = makeLabelledFolder(top + name, uid, cache, 02771, label); !made)
                return made;
        }
    }
    return {};
}

void removeAppData(const QString &root, const QString &package)
{
    for (const QString &area : {u"/data/data/"_s, u"/data/user_de/0/"_s, u"/data/media/0/Android/data/"_s,
                                u"/data/media/0/Android/obb/"_s, u"/data/media/0/Android/media/"_s})
        removeTree(root + area + package);
}

void removeTree(const QString &path)
{
    // What cannot be removed is left: the next install does not mind.
    std::error_code ignored;
    std::filesystem::remove_all(QFile::encodeName(path).toStdString(), ignored);
}

} // namespace holdfast
