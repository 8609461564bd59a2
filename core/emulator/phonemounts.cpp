// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/phonemounts.h"

#include "core/emulator/filedescriptor.h"

#include <QUuid>

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace holdfast {
namespace {

tl::unexpected<Error> failure(const std::string &what)
{
    return fail(Errc::EmulatorFailed, QString::fromStdString(what + ": " + std::strerror(errno)));
}

struct Device
{
    const char *name;
    unsigned minor;
};
constexpr std::array kDevices{Device{"null", 3}, Device{"zero", 5}, Device{"full", 7}, Device{"random", 8},
                              Device{"urandom", 9}};

void writeFile(const std::string &path, std::string_view text)
{
    std::ofstream(path, std::ios::trunc) << text;
}

void makeLinks(const std::string &dev)
{
    ::symlink("/proc/self/fd", (dev + "/fd").c_str());
    ::symlink("/proc/self/fd/0", (dev + "/stdin").c_str());
    ::symlink("/proc/self/fd/1", (dev + "/stdout").c_str());
    ::symlink("/proc/self/fd/2", (dev + "/stderr").c_str());
    ::symlink("pts/ptmx", (dev + "/ptmx").c_str());
}

Result<void> mountDevices(const std::string &root)
{
    const std::string dev = root + "/dev";
    if (::mount("tmpfs", dev.c_str(), "tmpfs", MS_NOSUID, "mode=0755,size=8m") != 0)
        return failure("mount " + dev);
    for (const Device &device : kDevices) {
        // A namespace of an ordinary user may not make nodes, but it may show those that there are.
        const std::string target = dev + "/" + device.name;
        const std::string source = std::string("/dev/") + device.name;
        writeFile(target, {});
        if (::mount(source.c_str(), target.c_str(), nullptr, MS_BIND, nullptr) != 0)
            return failure("bind " + target);
    }
    writeFile(dev + "/tty", {});
    ::mount("/dev/tty", (dev + "/tty").c_str(), nullptr, MS_BIND, nullptr);
    ::mkdir((dev + "/pts").c_str(), 0755);
    if (::mount("devpts", (dev + "/pts").c_str(), "devpts", MS_NOSUID | MS_NOEXEC,
                "newinstance,ptmxmode=0666,mode=0620") != 0)
        return failure("mount " + dev + "/pts");
    makeLinks(dev);
    return {};
}

Result<void> makeDevices(const std::string &root)
{
    const std::string dev = root + "/dev";
    for (const Device &device : kDevices) {
        const std::string path = dev + "/" + device.name;
        if (::mknod(path.c_str(), S_IFCHR | 0666, makedev(1, device.minor)) != 0 && errno != EEXIST)
            return failure("make " + path);
        ::chmod(path.c_str(), 0666);
    }
    ::mknod((dev + "/ptmx").c_str(), S_IFCHR | 0666, makedev(5, 2));
    ::chmod((dev + "/ptmx").c_str(), 0666);
    return {};
}

} // namespace

Result<void> mountPhone(const std::string &root, const std::string &bootIdFile, bool mounts)
{
    const std::string bootId = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString() + "\n";
    writeFile(bootIdFile, bootId);
    ::chmod(bootIdFile.c_str(), 0444);
    const std::string inProc = "/proc/sys/kernel/random/boot_id";
    if (!mounts) {
        writeFile(root + inProc, bootId);
        return makeDevices(root);
    }
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return failure("make mounts private");
    // Bound on themselves, `/` and `/data` are file systems of their own to df, mount and rename.
    for (const std::string &folder : {root, root + "/data"}) {
        if (::mount(folder.c_str(), folder.c_str(), nullptr, MS_BIND, nullptr) != 0)
            return failure("bind " + folder);
    }
    if (auto devices = mountDevices(root); !devices)
        return devices;
    const std::string proc = root + "/proc";
    if (::mount("proc", proc.c_str(), "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) != 0) {
        // Containers that hide parts of /proc do not allow a new one: the boot id must do.
        writeFile(root + inProc, bootId);
        return {};
    }
    // From the tmpfs: a file of the disk would be listed as a mount of the disk, and df would name it.
    const std::string shown = root + "/dev/.boot-id";
    writeFile(shown, bootId);
    if (::mount(shown.c_str(), (root + inProc).c_str(), nullptr, MS_BIND, nullptr) != 0)
        return failure("bind " + inProc);
    return {};
}

void setNoExec(const std::string &root, bool noExec)
{
    const std::string folder = root + "/data/local/tmp";
    if (!noExec) {
        ::umount2(folder.c_str(), MNT_DETACH);
        return;
    }
    if (::mount(folder.c_str(), folder.c_str(), nullptr, MS_BIND, nullptr) == 0)
        ::mount(nullptr, folder.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_NOEXEC, nullptr);
}

void writeProperties(const std::string &root)
{
    const std::string folder = root + "/dev/__properties__";
    ::mkdir(folder.c_str(), 0755);
    ::chmod(folder.c_str(), 0755);
    std::ifstream image(root + "/system/build.prop");
    std::ofstream(folder + "/all", std::ios::trunc) << image.rdbuf();
    ::chmod((folder + "/all").c_str(), 0666);
}

void writePhoneState(const std::string &root, RootPolicy policy, const EmulatorFaults &faults)
{
    writeFile(root + "/dev/.root-policy",
              faults.noRoot ? std::string("none") : rootPolicyName(policy).toStdString());
    writeFile(root + "/dev/.clock-skew", std::to_string(faults.clockSkewSeconds));
    writeFile(root + "/dev/.battery",
              std::to_string(faults.batteryPercent) + (faults.unplugged ? " false" : " true"));
    writeFile(root + "/dev/.user-state", faults.storageLocked ? "RUNNING_LOCKED" : "RUNNING_UNLOCKED");
}

} // namespace holdfast
