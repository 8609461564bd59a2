// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/adbwire.h"
#include "core/emulator/services.h"

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <utime.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

namespace holdfast {
namespace {

using namespace adbwire;

constexpr std::uint32_t kStat = command("STAT");
constexpr std::uint32_t kStat2 = command("STA2");
constexpr std::uint32_t kLstat2 = command("LST2");
constexpr std::uint32_t kList = command("LIST");
constexpr std::uint32_t kList2 = command("LIS2");
constexpr std::uint32_t kReceive = command("RECV");
constexpr std::uint32_t kReceive2 = command("RCV2");
constexpr std::uint32_t kSend = command("SEND");
constexpr std::uint32_t kSend2 = command("SND2");
constexpr std::uint32_t kData = command("DATA");
constexpr std::uint32_t kDone = command("DONE");
constexpr std::uint32_t kDent = command("DENT");
constexpr std::uint32_t kDent2 = command("DNT2");
constexpr std::uint32_t kFail = command("FAIL");
constexpr std::uint32_t kOkayAnswer = command("OKAY");
constexpr std::uint32_t kQuit = command("QUIT");

/// Errno as the protocol numbers it (Linux's numbers, which these are).
std::string why(const char *what)
{
    return std::string(what) + ": " + std::strerror(errno);
}

class SyncSession
{
public:
    SyncSession(AdbStream &stream, PhoneContext &phone) : m_stream(stream), m_reader(stream), m_phone(phone)
    {}

    void run()
    {
        while (serveOne()) {
        }
        flush();
    }

private:
    // Answers are gathered into packets: a folder of 10 000 names must not cost 10 000 round trips.
    void put(std::string_view bytes)
    {
        if (m_out.size() + bytes.size() > m_stream.maxPayload())
            flush();
        m_out.insert(m_out.end(), bytes.begin(), bytes.end());
    }

    void flush()
    {
        if (!m_out.empty())
            m_stream.write({m_out.data(), m_out.size()});
        m_out.clear();
    }

    void putHead(std::uint32_t id, std::uint32_t value)
    {
        std::array<char, kSyncHeadSize> bytes{};
        putU32(bytes.data(), id);
        putU32(bytes.data() + 4, value);
        put({bytes.data(), bytes.size()});
    }

    /// A failure ends the service, as in adbd: false.
    bool failWith(std::string_view text)
    {
        putHead(kFail, std::uint32_t(text.size()));
        put(text);
        return false;
    }

    bool serveOne()
    {
        std::array<char, kSyncHeadSize> bytes{};
        if (!m_reader.readExactly(bytes.data(), bytes.size()))
            return false;
        const SyncHead head = decodeSyncHead(bytes.data());
        if (head.id == kQuit)
            return false;
        if (head.value > kSyncMaxPath)
            return failWith("path too long");
        std::string path(head.value, '\0');
        if (!m_reader.readExactly(path.data(), path.size()))
            return false;
        const bool more = dispatch(head.id, path);
        flush();
        return more;
    }

    bool dispatch(std::uint32_t id, const std::string &path)
    {
        switch (id) {
        case kStat:
            return answerStat(path);
        case kStat2:
        case kLstat2:
            return answerStat2(path, id);
        case kList:
        case kList2:
            return answerList(path, id == kList2);
        case kReceive:
            return answerReceive(path);
        case kReceive2:
            return readFlags(kReceive2, nullptr) && answerReceive(path);
        case kSend:
            return answerSend(path);
        case kSend2: {
            std::uint32_t mode = 0;
            return readFlags(kSend2, &mode) && receiveFile(path, mode);
        }
        default:
            return failWith("unknown command");
        }
    }

    /// The second half of the v2 requests. Compression was not announced, so no host asks for it.
    bool readFlags(std::uint32_t id, std::uint32_t *mode)
    {
        std::array<char, 12> bytes{};
        if (!m_reader.readExactly(bytes.data(), mode == nullptr ? 8 : 12))
            return false;
        if (getU32(bytes.data()) != id || getU32(bytes.data() + (mode == nullptr ? 4 : 8)) != 0)
            return failWith("unsupported flags");
        if (mode != nullptr)
            *mode = getU32(bytes.data() + 4);
        return true;
    }

    bool answerStat(const std::string &path)
    {
        struct stat status
        {};
        if (::lstat(path.c_str(), &status) != 0)
            status = {};
        std::array<char, 16> bytes{};
        putU32(bytes.data(), kStat);
        putU32(bytes.data() + 4, status.st_mode);
        putU32(bytes.data() + 8, std::uint32_t(status.st_size)); // Wraps at 4 GiB, as on phones.
        putU32(bytes.data() + 12, std::uint32_t(status.st_mtim.tv_sec));
        put({bytes.data(), bytes.size()});
        return true;
    }

    void putStat2(std::uint32_t id, const struct stat &status, int error)
    {
        std::array<char, 72> bytes{};
        putU32(bytes.data(), id);
        putU32(bytes.data() + 4, std::uint32_t(error));
        putU64(bytes.data() + 8, status.st_dev);
        putU64(bytes.data() + 16, status.st_ino);
        putU32(bytes.data() + 24, status.st_mode);
        putU32(bytes.data() + 28, std::uint32_t(status.st_nlink));
        putU32(bytes.data() + 32, status.st_uid);
        putU32(bytes.data() + 36, status.st_gid);
        putU64(bytes.data() + 40, std::uint64_t(status.st_size));
        putU64(bytes.data() + 48, std::uint64_t(status.st_atim.tv_sec));
        putU64(bytes.data() + 56, std::uint64_t(status.st_mtim.tv_sec));
        putU64(bytes.data() + 64, std::uint64_t(status.st_ctim.tv_sec));
        put({bytes.data(), bytes.size()});
    }

    bool answerStat2(const std::string &path, std::uint32_t id)
    {
        struct stat status
        {};
        const int result = id == kStat2 ? ::stat(path.c_str(), &status) : ::lstat(path.c_str(), &status);
        const int error = result == 0 ? 0 : errno;
        if (error != 0)
            status = {};
        putStat2(id, status, error);
        return true;
    }

    void putEntry(bool version2, const struct stat &status, int error, std::string_view name)
    {
        const std::uint32_t id = version2 ? kDent2 : kDent;
        std::array<char, 4> length{};
        putU32(length.data(), std::uint32_t(name.size()));
        if (version2) {
            putStat2(id, status, error);
        } else {
            std::array<char, 16> bytes{};
            putU32(bytes.data(), id);
            putU32(bytes.data() + 4, status.st_mode);
            putU32(bytes.data() + 8, std::uint32_t(status.st_size));
            putU32(bytes.data() + 12, std::uint32_t(status.st_mtim.tv_sec));
            put({bytes.data(), bytes.size()});
        }
        put({length.data(), length.size()});
        put(name);
    }

    bool answerList(const std::string &path, bool version2)
    {
        const std::unique_ptr<DIR, int (*)(DIR *)> folder(::opendir(path.c_str()), ::closedir);
        // A folder that is not there or cannot be read is an empty list: the protocol has no error here.
        while (const dirent *entry = folder ? ::readdir(folder.get()) : nullptr) {
            struct stat status
            {};
            const int result = ::fstatat(::dirfd(folder.get()), entry->d_name, &status, AT_SYMLINK_NOFOLLOW);
            if (result != 0 && !version2)
                continue;
            putEntry(version2, status, result == 0 ? 0 : errno, entry->d_name);
        }
        // The end is a whole record whose id is DONE and whose fields are zero.
        const std::array<char, 76> zero{};
        std::array<char, 4> done{};
        putU32(done.data(), kDone);
        put({done.data(), done.size()});
        put({zero.data(), version2 ? 72U : 16U});
        return true;
    }

    bool answerReceive(const std::string &path)
    {
        const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!file.valid())
            return failWith(why("open failed"));
        std::vector<char> block(kSyncMaxData);
        for (;;) {
            const ssize_t got = ::read(file.get(), block.data(), block.size());
            if (got < 0)
                return failWith(why("read failed"));
            if (got == 0)
                break;
            putHead(kData, std::uint32_t(got));
            put({block.data(), std::size_t(got)});
        }
        putHead(kDone, 0);
        return true;
    }

    bool answerSend(const std::string &request)
    {
        const auto target = decodeSendTarget(request);
        if (!target)
            return failWith("missing mode");
        return receiveFile(std::string(target->path), target->mode);
    }

    static void makeParents(const std::string &path)
    {
        for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
             slash = path.find('/', slash + 1))
            ::mkdir(path.substr(0, slash).c_str(), 0775);
    }

    static FileDescriptor create(const std::string &path, std::uint32_t mode)
    {
        struct stat status
        {};
        if (::lstat(path.c_str(), &status) == 0 && !S_ISDIR(status.st_mode))
            ::unlink(path.c_str());
        const auto open = [&] {
            return FileDescriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 0777));
        };
        FileDescriptor file = open();
        if (!file.valid() && errno == ENOENT) {
            makeParents(path);
            file = open();
        }
        return file;
    }

    bool receiveFile(const std::string &path, std::uint32_t mode)
    {
        if (S_ISLNK(mode))
            return receiveLink(path);
        // The user's bits count for everybody, as in adbd.
        const std::uint32_t bits = (mode & 0700) | ((mode >> 3) & 0070) | ((mode >> 6) & 0007);
        FileDescriptor file = create(path, bits);
        std::string error = file.valid() ? std::string() : why("couldn't create file");
        std::uint32_t time = 0;
        if (!receiveBlocks(time, [&](std::string_view block) { writeBlock(file, block, error); }))
            return false;
        if (!error.empty()) {
            if (file.valid())
                ::unlink(path.c_str());
            failWith(error);
            return true;
        }
        ::fchmod(file.get(), bits);
        setTime(path, time);
        putHead(kOkayAnswer, 0);
        return true;
    }

    void writeBlock(const FileDescriptor &file, std::string_view block, std::string &error)
    {
        if (!error.empty())
            return; // The host sends to the end before it listens: swallow the rest.
        if (!m_phone.space.take(qint64(block.size()))) {
            errno = ENOSPC;
            error = why("write failed");
            return;
        }
        while (!block.empty()) {
            const ssize_t done = ::write(file.get(), block.data(), block.size());
            if (done < 0) {
                error = why("write failed");
                return;
            }
            block.remove_prefix(std::size_t(done));
        }
    }

    bool receiveLink(const std::string &path)
    {
        std::string target;
        std::uint32_t time = 0;
        if (!receiveBlocks(time, [&target](std::string_view block) { target += block; }))
            return false;
        ::unlink(path.c_str());
        int result = ::symlink(target.c_str(), path.c_str());
        if (result != 0 && errno == ENOENT) {
            makeParents(path);
            result = ::symlink(target.c_str(), path.c_str());
        }
        if (result != 0) {
            failWith(why("couldn't create symlink"));
            return true;
        }
        setTime(path, time);
        putHead(kOkayAnswer, 0);
        return true;
    }

    static void setTime(const std::string &path, std::uint32_t time)
    {
        const std::array<timespec, 2> times{timespec{time_t(time), 0}, timespec{time_t(time), 0}};
        ::utimensat(AT_FDCWD, path.c_str(), times.data(), AT_SYMLINK_NOFOLLOW);
    }

    template <class Consumer>
    bool receiveBlocks(std::uint32_t &time, Consumer consume)
    {
        std::vector<char> block(kSyncMaxData);
        for (;;) {
            std::array<char, kSyncHeadSize> bytes{};
            if (!m_reader.readExactly(bytes.data(), bytes.size()))
                return false;
            const SyncHead head = decodeSyncHead(bytes.data());
            if (head.id == kDone) {
                time = head.value;
                return true;
            }
            if (head.id != kData)
                return failWith("invalid data message");
            if (head.value > block.size())
                return failWith("oversize data message");
            if (!m_reader.readExactly(block.data(), head.value))
                return false;
            consume(std::string_view(block.data(), head.value));
        }
    }

    AdbStream &m_stream;
    AdbStreamReader m_reader;
    PhoneContext &m_phone;
    std::vector<char> m_out;
};

} // namespace

void serveSync(const std::string & /*service*/, const std::shared_ptr<AdbStream> &stream, PhoneContext &phone)
{
    // This thread alone moves into the phone: its own root folder, its own ids.
    if (::unshare(CLONE_FS) != 0 || ::chroot(phone.root.c_str()) != 0 || ::chdir("/") != 0 ||
        !assumeIdentity(phone.runsAsRoot()))
        return;
    ::umask(0);
    SyncSession(*stream, phone).run();
}

} // namespace holdfast
