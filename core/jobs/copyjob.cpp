// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/copyjob.h"

#include "core/base/sha256.h"
#include "core/jobs/newbackup.h"
#include "core/jobs/speedlimits.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// One copy in the making. The steps are called in the order in which they stand here.
class Copy
{
public:
    explicit Copy(JobContext &context) : m_context(context), m_copy(context) {}

    Result<JobOutcome> run();
    /// After a failure.
    void undo(const Error &error) { m_copy.undo(error); }

private:
    Result<void> prepare();
    Result<void> copy();
    Result<QByteArray> copyBytes(ByteSource &source, ByteSink &sink);
    Result<void> readBack() { return m_copy.readBack(); }
    Result<JobOutcome> publish();

    JobContext &m_context;
    NewBackup m_copy;
    BackupRecord m_source;
    std::unique_ptr<ObjectStore> m_from;
};

Result<JobOutcome> Copy::run()
{
    using Step = Result<void> (Copy::*)();
    for (const Step step : {&Copy::prepare, &Copy::copy, &Copy::readBack}) {
        if (auto done = (this->*step)(); !done)
            return tl::unexpected(done.error());
        if (auto going = m_context.cancel.check(); !going)
            return tl::unexpected(going.error());
    }
    return publish();
}

Result<void> Copy::prepare()
{
    if (auto begun = m_copy.begin(); !begun)
        return begun;
    auto source = m_context.catalog.backups().get({m_context.record.request.value("source"_L1).toString()});
    if (!source)
        return tl::unexpected(source.error());
    m_source = std::move(*source);
    if (m_source.status != BackupStatus::Available) {
        return fail(Errc::BackupNotUsable, u"its state is %1"_s.arg(toText(m_source.status)),
                    {.phone = {}, .path = {}, .object = m_source.id.value});
    }
    auto from = openLimitedStore(m_context, m_source.storeName);
    if (!from)
        return tl::unexpected(from.error());
    m_from = std::move(*from);
    return {};
}

Result<void> Copy::copy()
{
    m_context.progress.bytesTotal = m_source.storedBytes;
    auto source = m_from->get(m_source.objectKey, {}, m_context.cancel);
    if (!source)
        return tl::unexpected(source.error());
    PutOptions options;
    options.sizeHint = m_source.storedBytes;
    options.resumable = true;
    auto writer = m_copy.put(options);
    if (!writer)
        return tl::unexpected(writer.error());
    const auto sha256 = copyBytes(**source, **writer);
    if (!sha256)
        return tl::unexpected(sha256.error());
    const QByteArray expected = QByteArray::fromHex(m_source.sha256.toLatin1());
    if (!expected.isEmpty() && *sha256 != expected) {
        return fail(Errc::ArchiveDamaged, u"its SHA-256 is another one than when it was made"_s,
                    {.phone = {}, .path = {}, .object = m_source.location});
    }
    const auto object = m_copy.finish(**writer, *sha256);
    if (!object)
        return tl::unexpected(object.error());
    if (object->resumedBytes > 0) {
        m_context.log.info(
            u"resumed"_s,
            u"went on with a copy that was interrupted: %1 of %2 bytes were there already"_s.arg(
                QString::number(object->resumedBytes), QString::number(object->size)));
    }
    return {};
}

/// Returns the SHA-256 of what passed.
Result<QByteArray> Copy::copyBytes(ByteSource &source, ByteSink &sink)
{
    Sha256 hash;
    QByteArray block(kStreamBlock, Qt::Uninitialized);
    for (;;) {
        if (auto going = m_context.cancel.check(); !going)
            return tl::unexpected(going.error());
        const auto size = source.read(block.data(), block.size());
        if (!size)
            return tl::unexpected(size.error());
        if (*size == 0)
            return hash.result();
        const auto bytes = QByteArrayView(block).first(*size);
        hash.add(bytes);
        if (auto written = sink.write(bytes); !written)
            return tl::unexpected(written.error());
        m_context.progress.bytesDone += *size;
    }
}

Result<JobOutcome> Copy::publish()
{
    if (auto published = m_copy.publish({}); !published)
        return tl::unexpected(published.error());
    return JobOutcome{.partly = false,
                      .problem = {},
                      .details = {{u"source"_s, m_source.id.value},
                                  {u"storedBytes"_s, m_copy.record().storedBytes},
                                  {u"check"_s, toText(m_copy.checkedBy())}}};
}

} // namespace

Result<JobOutcome> runCopy(JobContext &context)
{
    Copy copy(context);
    auto outcome = copy.run();
    if (!outcome)
        copy.undo(outcome.error());
    return outcome;
}

} // namespace holdfast
