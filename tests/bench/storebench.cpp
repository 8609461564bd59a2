// SPDX-License-Identifier: GPL-3.0-or-later
// Puts an object of SIZE MiB into a store and gets it back; says how long each took, and the peak of memory.
// The keys come from the environment.
//   storebench URL ENDPOINT SIZE PART [sink]
// With `sink` the other side keeps nothing: the object is not read, and its hash means nothing.
#include "core/store/storefactory.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRandomGenerator>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <sys/resource.h>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMebibyte = 1024LL * 1024;
const QString kKey = u"storebench/object"_s;

int failed(const Error &error)
{
    std::fprintf(stderr, "%s\n", qPrintable(userText(error)));
    return 1;
}

class Measure
{
public:
    explicit Measure(const char *name) : m_name(name), m_cpu(std::clock()) { m_wall.start(); }
    ~Measure()
    {
        rusage usage = {};
        getrusage(RUSAGE_SELF, &usage);
        std::printf("%s %.3f %.3f %ld\n", m_name, double(m_wall.elapsed()) / 1000,
                    double(std::clock() - m_cpu) / CLOCKS_PER_SEC, usage.ru_maxrss / 1024);
    }
    Measure(const Measure &) = delete;
    Measure &operator=(const Measure &) = delete;

private:
    const char *m_name;
    std::clock_t m_cpu;
    QElapsedTimer m_wall;
};

Result<void> upload(ObjectStore &store, qint64 mebibytes)
{
    QByteArray block(kMebibyte, Qt::Uninitialized);
    QRandomGenerator generator(1);
    std::generate(block.begin(), block.end(), [&generator] { return char(generator.generate()); });
    const Measure measure("put");
    auto writer = store.put(kKey, {.overwrite = true, .metadata = {}, .sizeHint = -1}, {});
    if (!writer)
        return tl::unexpected(writer.error());
    for (qint64 i = 0; i < mebibytes; ++i) {
        if (auto written = (*writer)->write(block); !written)
            return written;
    }
    if (const auto done = (*writer)->finish(); !done)
        return tl::unexpected(done.error());
    return {};
}

Result<void> download(ObjectStore &store, qint64 mebibytes)
{
    const Measure measure("get");
    const auto source = store.get(kKey, {}, {});
    if (!source)
        return tl::unexpected(source.error());
    QByteArray block(kStreamBlock, Qt::Uninitialized);
    qint64 bytes = 0;
    for (;;) {
        const auto got = (*source)->read(block.data(), block.size());
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            break;
        bytes += *got;
    }
    if (bytes != mebibytes * kMebibyte)
        return fail(Errc::StoreFailed, u"the object has another size"_s);
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 5)
        return 2;
    const bool sink = words.value(5) == u"sink";
    QJsonObject options{{u"endpoint"_s, words[2]}, {u"partSize"_s, words[4].toLongLong() * kMebibyte}};
    if (sink) {
        // Whose hashes are not told by the parts'.
        options.insert(u"provider"_s, u"obs"_s);
        options.insert(u"region"_s, u"none"_s);
        options.insert(u"addressing"_s, u"path"_s);
    }
    const auto store = openStore({.name = u"bench"_s, .url = words[1], .options = options});
    if (!store)
        return failed(store.error());
    const qint64 size = words[3].toLongLong();
    if (const auto done = upload(**store, size); !done)
        return failed(done.error());
    if (sink)
        return 0;
    if (const auto done = download(**store, size); !done)
        return failed(done.error());
    if (const auto done = (*store)->remove(kKey, {}); !done)
        return failed(done.error());
    return 0;
}
