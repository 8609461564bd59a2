// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/storetest.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

using Kind = StoreTestStep::Kind;
constexpr qint64 kSize = 300'000;

QByteArray sample()
{
    QByteArray bytes(kSize, Qt::Uninitialized);
    QRandomGenerator generator(20'260'000);
    std::generate(bytes.begin(), bytes.end(), [&generator] { return char(generator.generate()); });
    return bytes;
}

class Trial
{
public:
    Trial(ObjectStore &store, CancelToken cancel)
        : m_store(store),
          m_cancel(std::move(cancel)),
          m_key(QStringLiteral(".holdfast-test/%1")
                    .arg(QRandomGenerator::system()->generate64(), 16, 16, QLatin1Char('0')))
    {}

    [[nodiscard]] Result<void> write() const { return write(m_key, {}); }

    [[nodiscard]] Result<void> readBack() const
    {
        return compare(m_key, {}, m_sample, u"what was written"_s);
    }

    [[nodiscard]] Result<void> range() const
    {
        return compare(m_key, {1000, 70'000}, m_sample.mid(1000, 70'000), u"a part of what was written"_s);
    }

    /// As large backups are sent.
    [[nodiscard]] Result<void> parts() const
    {
        const QString key = m_key % u"-parts"_s;
        PutOptions options;
        options.inParts = true;
        if (auto written = write(key, options); !written)
            return written;
        const auto same = compare(key, {}, m_sample, u"what was written in parts"_s);
        const auto removed = remove(key);
        return same ? removed : same;
    }

    Result<void> list() const
    {
        const auto page = m_store.list(m_key, {}, 10, m_cancel);
        if (!page)
            return tl::unexpected(page.error());
        const bool found = page->objects.size() == 1 && page->objects.constFirst().key == m_key &&
                           page->objects.constFirst().size == kSize;
        return found ? Result<void>() : differs(u"the list"_s);
    }

    Result<void> noOverwrite() const
    {
        auto writer = m_store.put(m_key, {}, m_cancel);
        Error error = writer ? Error{} : writer.error();
        if (writer) {
            const auto done = (*writer)->finish();
            error = done ? Error{} : done.error();
        }
        if (error.code == Errc::ObjectExists)
            return {};
        return fail(Errc::StoreFailed, u"an object could be overwritten"_s,
                    {.object = m_store.location(m_key)});
    }

    /// Also when cancelled: the object must not stay.
    [[nodiscard]] Result<void> remove() const { return remove(m_key); }

private:
    [[nodiscard]] Result<void> remove(const QString &key) const
    {
        return m_store.remove(key, {}).map_error([](Error error) {
            if (error.code == Errc::StoreDenied)
                error.detail = u"objects cannot be deleted: "_s % error.detail;
            return error;
        });
    }

    [[nodiscard]] Result<void> write(const QString &key, const PutOptions &options) const
    {
        auto writer = m_store.put(key, options, m_cancel);
        if (!writer)
            return tl::unexpected(writer.error());
        if (auto written = (*writer)->write(m_sample); !written)
            return written;
        const auto info = (*writer)->finish();
        if (!info)
            return tl::unexpected(info.error());
        return info->size == kSize ? Result<void>() : differs(u"the object's size"_s);
    }

    [[nodiscard]] Result<void> compare(const QString &key, const ObjectRange &range,
                                       const QByteArray &expected, const QString &what) const
    {
        const auto source = m_store.get(key, range, m_cancel);
        if (!source)
            return tl::unexpected(source.error());
        QByteArray got;
        QByteArray block(kStreamBlock, Qt::Uninitialized);
        for (;;) {
            const auto size = (*source)->read(block.data(), block.size());
            if (!size)
                return tl::unexpected(size.error());
            if (*size == 0)
                break;
            got.append(block.constData(), *size);
            if (got.size() > expected.size())
                break;
        }
        return got == expected ? Result<void>() : differs(what);
    }

    [[nodiscard]] Result<void> differs(const QString &what) const
    {
        return fail(Errc::StoreFailed, what % u" came back otherwise"_s, {.object = m_store.location(m_key)});
    }

    ObjectStore &m_store;
    CancelToken m_cancel;
    QString m_key;
    QByteArray m_sample = sample();
};

StoreTestStep timed(Kind kind, const std::function<Result<void>()> &action)
{
    QElapsedTimer timer;
    timer.start();
    const auto done = action();
    StoreTestStep step{kind};
    step.ok = done.has_value();
    step.milliseconds = timer.elapsed();
    if (!done)
        step.error = done.error();
    return step;
}

} // namespace

QList<StoreTestStep> testStore(ObjectStore &store, const CancelToken &cancel,
                               const std::function<void(const StoreTestStep &)> &onStep)
{
    const Trial trial(store, cancel);
    QList<StoreTestStep> steps;
    const auto add = [&](const StoreTestStep &step) {
        steps.append(step);
        if (onStep)
            onStep(step);
    };
    const std::pair<Kind, std::function<Result<void>()>> actions[] = {
        {Kind::Write, [&trial] { return trial.write(); }},
        {Kind::ReadBack, [&trial] { return trial.readBack(); }},
        {Kind::Range, [&trial] { return trial.range(); }},
        {Kind::List, [&trial] { return trial.list(); }},
        {Kind::NoOverwrite, [&trial] { return trial.noOverwrite(); }},
        {Kind::Parts, [&trial] { return trial.parts(); }}};
    for (const auto &[kind, action] : actions) {
        add(timed(kind, action));
        if (!steps.constLast().ok)
            break;
    }
    if (!steps.constFirst().ok)
        return steps;
    add(timed(Kind::Delete, [&trial] { return trial.remove(); }));
    const auto concerns = store.concerns(cancel);
    for (const Error &concern : concerns)
        add({.kind = Kind::Concern, .ok = true, .milliseconds = 0, .error = concern});
    return steps;
}

} // namespace holdfast
