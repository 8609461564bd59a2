// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytestream.h"
#include "core/base/cancel.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>

#include <memory>

namespace holdfast {

class OutageNote;

struct ObjectInfo
{
    QString key;
    qint64 size = 0;
    QDateTime modified; ///< UTC.
    QString etag;       ///< Changes when the object does; means nothing else.
    /// Of finish() only: the store's own hash of all its bytes is that of what was written.
    bool confirmedByStore = false;
    /// Of finish() only: bytes that an earlier, interrupted put of the same object had brought there.
    qint64 resumedBytes = 0;
};

/// Receives one object's bytes in order and cuts them into parts as the store needs. Until finish() returns
/// there is no object; an unfinished writer that is destroyed aborts. May move between threads, but is used
/// by one at a time.
class ObjectWriter : public ByteSink
{
public:
    /// Says something of the object that was not known when it was begun, as PutOptions::metadata does; kept
    /// where the store can. Before finish().
    virtual void describe(const QString & /*name*/, const QString & /*value*/) {}
    /// Makes the object appear, whole and durable. ObjectExists when one came in between. Called once, last.
    virtual Result<ObjectInfo> finish() = 0;
    /// Forgets everything written. Nothing remains in the store. Harmless after finish() and when repeated.
    virtual void abort() = 0;
};

struct PutOptions
{
    bool overwrite = false;
    QMap<QString, QString> metadata; ///< Kept by stores that can (not by folders); names in lower case.
    qint64 sizeHint = -1;            ///< Bytes expected; -1 unknown. Only a hint for the size of parts.
    /// Kept from being deleted or replaced until then (UTC), where the store can; else finish() fails.
    QDateTime lockUntil{};
    bool inParts = false; ///< Sent in parts, where there are any, however short it is.
    /// If this process dies, or the store goes away, the same bytes will be put to the same key again: where
    /// the store can, what has come is kept for some days, and that put goes on with it.
    bool resumable = false;
};

/// Part of an object; a length of -1 is all the rest.
struct ObjectRange
{
    qint64 offset = 0;
    qint64 length = -1;
};

/// Objects in the order of their keys' UTF-8 bytes; an empty token ends the list.
struct ObjectPage
{
    QList<ObjectInfo> objects;
    QString nextToken;
};

/// A place for objects: named byte strings that appear whole and are never changed in place.
///
/// Keys are 1 to 1024 bytes of UTF-8, segments (1 to 255 bytes) divided by `/`. No leading or closing slash,
/// no empty, `.` or `..` segment, no control characters, no backslash: else InvalidArgument. Errors carry the
/// store's name or the object's location in context.object. Safe to use from several threads at once; writers
/// and sources belong to one thread at a time and must not outlive the store.
class ObjectStore
{
public:
    virtual ~ObjectStore() = default;
    ObjectStore() = default;
    ObjectStore(const ObjectStore &) = delete;
    ObjectStore &operator=(const ObjectStore &) = delete;

    /// Begins an object. ObjectExists at once when it is there and must not be overwritten (finish() checks
    /// again). The token is polled by the writer.
    virtual Result<std::unique_ptr<ObjectWriter>> put(const QString &key, const PutOptions &options,
                                                      const CancelToken &cancel) = 0;

    /// Exactly the bytes of @p range; one that does not lie inside the object is InvalidArgument. The source
    /// returns an error rather than an early end.
    virtual Result<std::unique_ptr<ByteSource>> get(const QString &key, const ObjectRange &range,
                                                    const CancelToken &cancel) = 0;

    virtual Result<ObjectInfo> head(const QString &key, const CancelToken &cancel) = 0;

    /// Objects whose keys begin with @p prefix (empty: all), at most @p maxKeys (1 to 1000). @p pageToken is
    /// empty or the nextToken of the page before.
    virtual Result<ObjectPage> list(const QString &prefix, const QString &pageToken, int maxKeys,
                                    const CancelToken &cancel) = 0;

    /// What was said of the object when it was put; empty in stores that do not keep it. Names are in lower
    /// case.
    virtual Result<QMap<QString, QString>> metadata(const QString &key, const CancelToken &cancel);

    /// Whether a resumable put to @p key was interrupted on this machine and can be gone on with.
    [[nodiscard]] virtual bool hasUnfinished(const QString & /*key*/) const { return false; }

    /// ObjectNotFound when there is none.
    virtual Result<void> remove(const QString &key, const CancelToken &cancel) = 0;

    /// Clears away what dead or forgotten puts left behind. Returns how many.
    virtual Result<int> sweep(const CancelToken &cancel) = 0;

    /// Bytes that still fit; -1 where the store cannot say.
    virtual Result<qint64> freeSpace() = 0;

    /// What the operator should know of the place although it works, like a clock that is wrong or rules that
    /// delete objects: sentences, not failures. What cannot be found out is left out.
    virtual QList<Error> concerns(const CancelToken &cancel);

    /// From now on outages of the service that requests wait out are noted in @p note (borrowed). Stores that
    /// do not wait have none.
    virtual void tellOutages(OutageNote & /*note*/) {}

    /// URL of an object: `file:///…`.
    [[nodiscard]] virtual QString location(const QString &key) const = 0;
};

/// Success when @p key follows the rules above, else InvalidArgument.
Result<void> checkKey(const QString &key);

} // namespace holdfast
