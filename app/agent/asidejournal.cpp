// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/asidejournal.h"

#include "app/agent/outputstream.h"
#include "app/agent/posixerror.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>

namespace holdfast::agent {
namespace {

// A record is its body's length and checksum, and the body, which begins with its kind. The first record has
// this kind, the version of what follows, the id and the root.
constexpr char kBegin = 'B';
constexpr char kKeep = 'K';
constexpr std::uint32_t kVersion = 1;
constexpr size_t kHead = 8;
constexpr size_t kMaxBody = size_t(4) << 20;
/// How long a restore that has lost its host may still be busy ending.
constexpr auto kPatience = std::chrono::seconds(20);

std::uint32_t checksum(std::string_view bytes)
{
    std::uint32_t sum = 2166136261U; // FNV-1a.
    for (const char byte : bytes)
        sum = (sum ^ static_cast<unsigned char>(byte)) * 16777619U;
    return sum;
}

template <class Number>
void addNumber(std::string &body, Number number)
{
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    body.append(bytes, sizeof number);
}

void addText(std::string &body, std::string_view text)
{
    addNumber(body, static_cast<std::uint32_t>(text.size()));
    body.append(text);
}

/// Takes a body apart. What its checksum has proven is whole.
class BodyReader
{
public:
    explicit BodyReader(std::string_view body) : m_body(body) {}

    template <class Number>
    Number number()
    {
        Number number = {};
        const std::string_view bytes = take(sizeof number);
        if (bytes.size() == sizeof number)
            std::memcpy(&number, bytes.data(), sizeof number);
        return number;
    }
    std::string text() { return std::string(take(number<std::uint32_t>())); }

private:
    std::string_view take(size_t size)
    {
        const std::string_view bytes = m_body.substr(0, size);
        m_body.remove_prefix(bytes.size());
        return bytes;
    }

    std::string_view m_body;
};

std::string bodyOf(const AsideStep &step)
{
    std::string body(1, static_cast<char>(step.kind));
    addText(body, step.path);
    if (step.kind == AsideStep::Kind::MakeFolder)
        return body;
    addNumber(body, static_cast<char>(step.existed));
    addNumber(body, std::uint32_t(step.mode));
    addNumber(body, step.size);
    addNumber(body, std::int64_t(step.mtime.tv_sec));
    addNumber(body, std::int64_t(step.mtime.tv_nsec));
    if (step.kind == AsideStep::Kind::Put)
        return body;
    addNumber(body, std::uint32_t(step.uid));
    addNumber(body, std::uint32_t(step.gid));
    addNumber(body, static_cast<std::uint32_t>(step.xattrs.size()));
    for (const Xattr &xattr : step.xattrs) {
        addText(body, xattr.name);
        addText(body, xattr.value);
    }
    return body;
}

AsideStep stepOf(std::string_view body)
{
    BodyReader reader(body);
    AsideStep step;
    step.kind = AsideStep::Kind(reader.number<char>());
    step.path = reader.text();
    if (step.kind == AsideStep::Kind::MakeFolder)
        return step;
    step.existed = reader.number<char>() != 0;
    step.mode = reader.number<std::uint32_t>();
    step.size = reader.number<std::uint64_t>();
    step.mtime.tv_sec = static_cast<time_t>(reader.number<std::int64_t>());
    step.mtime.tv_nsec = static_cast<long>(reader.number<std::int64_t>());
    if (step.kind == AsideStep::Kind::Put)
        return step;
    step.uid = reader.number<std::uint32_t>();
    step.gid = reader.number<std::uint32_t>();
    step.xattrs.resize(reader.number<std::uint32_t>());
    for (Xattr &xattr : step.xattrs) {
        xattr.name = reader.text();
        xattr.value = reader.text();
    }
    return step;
}

std::string recordOf(std::string_view body)
{
    std::string record;
    record.reserve(kHead + body.size());
    addNumber(record, static_cast<std::uint32_t>(body.size()));
    addNumber(record, checksum(body));
    return record.append(body);
}

/// The body of the record at @p at; empty where there is no whole one.
std::string_view bodyAt(std::string_view bytes, size_t at)
{
    if (at > bytes.size() || bytes.size() - at <= kHead)
        return {};
    BodyReader head(bytes.substr(at, kHead));
    const auto size = head.number<std::uint32_t>();
    const auto sum = head.number<std::uint32_t>();
    if (size == 0 || size > kMaxBody || size > bytes.size() - at - kHead)
        return {};
    const std::string_view body = bytes.substr(at + kHead, size);
    return checksum(body) == sum ? body : std::string_view();
}

/// The name of the file @p path outlives a loss of power too.
void syncFolderOf(const std::string &path)
{
    const UniqueFd folder(
        ::open(path.substr(0, path.rfind('/') + 1).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder)
        ::fsync(folder.get());
}

std::string asideName(std::uint64_t id, std::uint64_t number, const char *suffix)
{
    char name[64];
    std::snprintf(name, sizeof name, ".holdfast-%016llx-%llu%s", static_cast<unsigned long long>(id),
                  static_cast<unsigned long long>(number), suffix);
    return name;
}

} // namespace

std::string asidePartName(std::uint64_t id, std::uint64_t number)
{
    return asideName(id, number, ".part");
}

std::string asideKeptName(std::uint64_t id, std::uint64_t number)
{
    return asideName(id, number, ".kept");
}

std::unique_ptr<AsideJournal> AsideJournal::create(const std::string &path, const std::string &root,
                                                   int &error)
{
    UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600));
    std::uint64_t id = 0;
    // The lock tells others, as long as this process lives, that the journal is being written.
    if (!fd || ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0 || ::getrandom(&id, sizeof id, 0) != sizeof id) {
        error = errno;
        return nullptr;
    }
    std::unique_ptr<AsideJournal> journal(new AsideJournal(std::move(fd), id));
    std::string body(1, kBegin);
    addNumber(body, kVersion);
    addNumber(body, id);
    addText(body, root);
    error = journal->write(body);
    if (error != 0)
        return nullptr;
    syncFolderOf(path);
    return journal;
}

AsideJournal::AsideJournal(UniqueFd fd, std::uint64_t id)
    : m_fd(std::move(fd)), m_id(id), m_thread([this] { keepSafe(); })
{}

AsideJournal::~AsideJournal()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

int AsideJournal::write(std::string_view body)
{
    return writeAll(m_fd.get(), recordOf(body));
}

std::optional<std::uint64_t> AsideJournal::append(const AsideStep &step)
{
    const int error = write(bodyOf(step));
    const std::lock_guard lock(m_mutex);
    if (m_error == 0)
        m_error = error; // Behind half a record nothing would be found.
    if (m_error != 0)
        return std::nullopt;
    return m_count++;
}

int AsideJournal::error() const
{
    const std::lock_guard lock(m_mutex);
    return m_error;
}

int AsideJournal::waitUntilSafe(std::uint64_t number)
{
    std::unique_lock lock(m_mutex);
    if (m_wanted <= number) {
        m_wanted = number + 1;
        m_changed.notify_all();
    }
    m_changed.wait(lock, [&] { return m_safe > number || m_error != 0; });
    return m_safe > number ? 0 : m_error;
}

/// What is waited for gets to the disk together with all that was written meanwhile.
void AsideJournal::keepSafe()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [&] { return m_wanted > m_safe || m_closed; });
        if (m_closed)
            return;
        const std::uint64_t written = m_count;
        lock.unlock();
        const int error = ::fdatasync(m_fd.get()) == 0 ? 0 : errno;
        lock.lock();
        if (error == 0)
            m_safe = written;
        else
            m_error = error;
        m_changed.notify_all();
        if (error != 0)
            return;
    }
}

std::unique_ptr<WrittenJournal> WrittenJournal::open(const std::string &path, std::string &reason)
{
    UniqueFd fd(::open(path.c_str(), O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC));
    if (!fd) {
        if (errno != ENOENT)
            reason = errnoReason(errno, path);
        return nullptr;
    }
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        if (std::chrono::steady_clock::now() > deadline) {
            reason = "a restore is still under way";
            return nullptr;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    std::unique_ptr<WrittenJournal> journal(new WrittenJournal(path, std::move(fd)));
    return journal->readAll(reason) ? std::move(journal) : nullptr;
}

WrittenJournal::~WrittenJournal()
{
    if (m_bytes)
        ::munmap(const_cast<char *>(m_bytes), m_size);
}

bool WrittenJournal::map()
{
    struct stat st = {};
    if (::fstat(m_fd.get(), &st) != 0)
        return false;
    m_size = static_cast<size_t>(st.st_size);
    if (m_size == 0)
        return true;
    void *bytes = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, m_fd.get(), 0);
    if (bytes == MAP_FAILED)
        return false;
    m_bytes = static_cast<const char *>(bytes);
    return true;
}

bool WrittenJournal::readAll(std::string &reason)
{
    if (!map()) {
        reason = errnoReason(errno, m_path);
        return false;
    }
    const std::string_view bytes(m_bytes, m_size);
    for (std::string_view body = bodyAt(bytes, 0); !body.empty(); body = bodyAt(bytes, m_end)) {
        if (m_end == 0) {
            BodyReader reader(body);
            const char kind = reader.number<char>();
            if (kind != kBegin || reader.number<std::uint32_t>() != kVersion) {
                reason = "a newer version of this program wrote " + m_path;
                return false;
            }
            m_id = reader.number<std::uint64_t>();
            m_root = reader.text();
        } else if (body.front() == kKeep) {
            m_isKept = true;
        } else if (m_isKept) {
            m_lastFolder = stepOf(body);
        } else {
            m_offsets.push_back(m_end);
        }
        m_end += kHead + body.size();
    }
    // A begin that was cut off: no step had been made.
    return true;
}

AsideStep WrittenJournal::step(size_t number) const
{
    return stepOf(bodyAt({m_bytes, m_size}, m_offsets[number]));
}

int WrittenJournal::decideToKeep()
{
    // Half a record of a process that was killed would hide it.
    if (::ftruncate(m_fd.get(), static_cast<off_t>(m_end)) != 0)
        return errno;
    int error = writeAll(m_fd.get(), recordOf(std::string_view(&kKeep, 1)));
    if (error == 0 && ::fdatasync(m_fd.get()) != 0)
        error = errno;
    m_isKept = error == 0;
    return error;
}

void WrittenJournal::noteFolder(const AsideStep &step) const
{
    (void)writeAll(m_fd.get(), recordOf(bodyOf(step)));
}

int WrittenJournal::remove() const
{
    return ::unlink(m_path.c_str()) == 0 || errno == ENOENT ? 0 : errno;
}

} // namespace holdfast::agent
