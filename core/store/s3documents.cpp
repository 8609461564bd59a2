// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/s3documents.h"

#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr qsizetype kLongestText = 300;

tl::unexpected<Error> broken(const QString &what)
{
    return fail(Errc::StoreFailed, u"the store's answer cannot be read: "_s % what);
}

/// Whether a sign-in page or the like came instead.
bool isPage(const QByteArray &text)
{
    const QByteArray begin = text.first(std::min<qsizetype>(text.size(), 20)).toLower();
    return begin.startsWith("<!doctype html") || begin.startsWith("<html");
}

tl::unexpected<Error> otherDocument(const QByteArray &text, const QString &what)
{
    if (isPage(text))
        return fail(Errc::StoreIntercepted, u"a page for people came instead of an answer"_s);
    return broken(what);
}

/// White space before the declaration is how a server says that it still works.
QByteArray trimmed(QByteArrayView xml)
{
    return xml.trimmed().toByteArray();
}

/// Texts by the names of their elements, of one level; what is below them is left out.
class Elements
{
public:
    explicit Elements(QXmlStreamReader &xml) : m_xml(xml) {}

    bool next() { return m_xml.readNextStartElement(); }
    [[nodiscard]] QStringView name() const { return m_xml.name(); }
    QString text() { return m_xml.readElementText(QXmlStreamReader::SkipChildElements); }
    void skip() { m_xml.skipCurrentElement(); }

private:
    QXmlStreamReader &m_xml;
};

/// Goes to the root, which must have this name.
bool begin(QXmlStreamReader &xml, QLatin1String name)
{
    return xml.readNextStartElement() && xml.name() == name;
}

QString shortText(const QString &text)
{
    return text.simplified().left(kLongestText);
}

QDateTime timeOf(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
}

/// With `encoding-type=url` a space is `+` or `%20`.
QString decoded(const QString &text, bool encoded)
{
    if (!encoded)
        return text;
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text.toUtf8().replace('+', ' ')));
}

S3ListedObject readObject(QXmlStreamReader &xml)
{
    S3ListedObject object;
    object.size = -1;
    for (Elements elements(xml); elements.next();) {
        const QString name = elements.name().toString();
        if (name == u"Key")
            object.key = elements.text();
        else if (name == u"Size")
            object.size = elements.text().toLongLong();
        else if (name == u"LastModified")
            object.modified = timeOf(elements.text());
        else if (name == u"ETag")
            object.etag = plainEtag(elements.text().toLatin1());
        else
            elements.skip();
    }
    return object;
}

S3Upload readUpload(QXmlStreamReader &xml)
{
    S3Upload upload;
    for (Elements elements(xml); elements.next();) {
        const QString name = elements.name().toString();
        if (name == u"Key")
            upload.key = elements.text();
        else if (name == u"UploadId")
            upload.id = elements.text();
        else if (name == u"Initiated")
            upload.initiated = timeOf(elements.text());
        else
            elements.skip();
    }
    return upload;
}

std::pair<int, S3Part> readPart(QXmlStreamReader &xml)
{
    std::pair<int, S3Part> part{0, {.size = -1, .etag = {}}};
    for (Elements elements(xml); elements.next();) {
        const QString name = elements.name().toString();
        if (name == u"PartNumber")
            part.first = elements.text().toInt();
        else if (name == u"Size")
            part.second.size = elements.text().toLongLong();
        else if (name == u"ETag")
            part.second.etag = plainEtag(elements.text().toLatin1());
        else
            elements.skip();
    }
    return part;
}

std::pair<QString, QString> readTag(QXmlStreamReader &xml)
{
    std::pair<QString, QString> tag;
    for (Elements elements(xml); elements.next();) {
        const QString name = elements.name().toString();
        if (name == u"Key")
            tag.first = elements.text();
        else if (name == u"Value")
            tag.second = elements.text();
        else
            elements.skip();
    }
    return tag;
}

/// How a list ends, whatever it is of.
struct ListEnd
{
    bool truncated = false;
    bool encoded = false; ///< Its keys are.
};

/// Reads a list below the root @p root: @p take gets the name of each element that is not the list's own,
/// and returns false where it left the element alone.
template <class Take>
Result<ListEnd> readList(const QByteArray &text, QLatin1String root, const Take &take)
{
    QXmlStreamReader xml(text);
    if (!begin(xml, root))
        return otherDocument(text, u"it is no %1"_s.arg(root));
    ListEnd end;
    for (Elements elements(xml); elements.next();) {
        const QString name = elements.name().toString();
        if (name == u"IsTruncated")
            end.truncated = elements.text() == u"true";
        else if (name == u"EncodingType")
            end.encoded = elements.text() == u"url";
        else if (!take(name, xml))
            elements.skip();
    }
    if (xml.hasError())
        return broken(xml.errorString());
    return end;
}

/// What a rule is about: `<Filter>`, or what is in its `<And>`.
void readFilter(QXmlStreamReader &xml, S3LifecycleRule &rule)
{
    for (Elements elements(xml); elements.next();) {
        const QString name = elements.name().toString();
        if (name == u"And") {
            for (Elements inner(xml); inner.next();) {
                if (inner.name() == u"Prefix") {
                    rule.prefix = inner.text();
                } else {
                    rule.narrower = true;
                    inner.skip();
                }
            }
        } else if (name == u"Prefix") {
            rule.prefix = elements.text();
        } else {
            rule.narrower = true;
            elements.skip();
        }
    }
}

/// A rule that is not in force has no effects.
S3LifecycleRule readRule(QXmlStreamReader &xml)
{
    S3LifecycleRule rule;
    bool enabled = false;
    for (Elements elements(xml); elements.next();) {
        const QString name = elements.name().toString();
        if (name == u"Filter") {
            readFilter(xml, rule);
        } else if (name == u"Prefix") {
            rule.prefix = elements.text();
        } else if (name == u"Status") {
            enabled = elements.text() == u"Enabled";
        } else {
            rule.expires = rule.expires || name == u"Expiration";
            // Alibaba's native word for the other.
            rule.endsUploads = rule.endsUploads || name == u"AbortIncompleteMultipartUpload" ||
                               name == u"AbortMultipartUpload";
            elements.skip();
        }
    }
    rule.expires = rule.expires && enabled;
    rule.endsUploads = rule.endsUploads && enabled;
    return rule;
}

} // namespace

S3ErrorBody readErrorBody(QByteArrayView bytes)
{
    const QByteArray text = trimmed(bytes);
    QXmlStreamReader xml(text);
    S3ErrorBody error;
    error.isPage = isPage(text);
    if (!begin(xml, "Error"_L1))
        return error;
    for (Elements elements(xml); elements.next();) {
        const QString name = elements.name().toString();
        if (name == u"Code")
            error.code = shortText(elements.text());
        else if (name == u"Message")
            error.message = shortText(elements.text());
        else if (name == u"Region")
            error.region = shortText(elements.text());
        else if (name == u"RequestId")
            error.requestId = shortText(elements.text());
        else
            elements.skip();
    }
    return error;
}

Result<S3Listing> readListing(QByteArrayView bytes)
{
    S3Listing listing;
    const auto end =
        readList(trimmed(bytes), "ListBucketResult"_L1, [&](const QString &name, QXmlStreamReader &xml) {
            if (name == u"Contents")
                listing.objects.append(readObject(xml));
            return name == u"Contents";
        });
    if (!end)
        return tl::unexpected(end.error());
    listing.truncated = end->truncated;
    for (S3ListedObject &object : listing.objects) {
        object.key = decoded(object.key, end->encoded);
        if (object.key.isEmpty() || object.size < 0)
            return broken(u"an object has no name or no size"_s);
    }
    if (listing.truncated && listing.objects.isEmpty())
        return broken(u"it says that there are more objects, and names none"_s);
    return listing;
}

Result<S3UploadPage> readUploads(QByteArrayView bytes)
{
    S3UploadPage page;
    const auto end = readList(trimmed(bytes), "ListMultipartUploadsResult"_L1,
                              [&](const QString &name, QXmlStreamReader &xml) {
                                  if (name == u"Upload")
                                      page.uploads.append(readUpload(xml));
                                  else if (name == u"NextKeyMarker")
                                      page.nextKey = xml.readElementText();
                                  else if (name == u"NextUploadIdMarker")
                                      page.nextId = xml.readElementText();
                                  else
                                      return false;
                                  return true;
                              });
    if (!end)
        return tl::unexpected(end.error());
    page.truncated = end->truncated;
    page.nextKey = decoded(page.nextKey, end->encoded);
    for (S3Upload &upload : page.uploads) {
        upload.key = decoded(upload.key, end->encoded);
        if (upload.key.isEmpty() || upload.id.isEmpty())
            return broken(u"an upload has no name or no id"_s);
    }
    if (page.truncated && page.nextKey.isEmpty())
        return broken(u"it says that there are more uploads, and not where"_s);
    return page;
}

Result<S3PartPage> readParts(QByteArrayView bytes)
{
    S3PartPage page;
    bool whole = true;
    const auto end =
        readList(trimmed(bytes), "ListPartsResult"_L1, [&](const QString &name, QXmlStreamReader &xml) {
            if (name == u"Part") {
                const auto [number, part] = readPart(xml);
                whole = whole && number > 0 && part.size >= 0;
                page.parts.insert(number, part);
            } else if (name == u"NextPartNumberMarker") {
                page.next = xml.readElementText().toInt();
            } else {
                return false;
            }
            return true;
        });
    if (!end)
        return tl::unexpected(end.error());
    if (!whole)
        return broken(u"a part has no number or no size"_s);
    page.truncated = end->truncated;
    return page;
}

Result<QList<S3LifecycleRule>> readLifecycle(QByteArrayView bytes)
{
    QList<S3LifecycleRule> rules;
    const auto end = readList(trimmed(bytes), "LifecycleConfiguration"_L1,
                              [&rules](const QString &name, QXmlStreamReader &xml) {
                                  if (name == u"Rule")
                                      rules.append(readRule(xml));
                                  return name == u"Rule";
                              });
    if (!end)
        return tl::unexpected(end.error());
    return rules;
}

Result<QMap<QString, QString>> readTags(QByteArrayView bytes)
{
    const QByteArray text = trimmed(bytes);
    QXmlStreamReader xml(text);
    if (!begin(xml, "Tagging"_L1))
        return otherDocument(text, u"it is no Tagging"_s);
    QMap<QString, QString> tags;
    for (Elements elements(xml); elements.next();) {
        if (elements.name() != u"TagSet") {
            elements.skip();
            continue;
        }
        while (elements.next()) {
            const auto [name, value] = readTag(xml);
            if (name.isEmpty())
                return broken(u"a tag has no name"_s);
            tags.insert(name, value);
        }
    }
    if (xml.hasError())
        return broken(xml.errorString());
    return tags;
}

QByteArray tagsDocument(const QMap<QString, QString> &tags)
{
    QByteArray document;
    QXmlStreamWriter xml(&document);
    xml.writeStartElement(u"Tagging"_s);
    xml.writeDefaultNamespace(u"http://s3.amazonaws.com/doc/2006-03-01/"_s);
    xml.writeStartElement(u"TagSet"_s);
    for (auto it = tags.constBegin(); it != tags.constEnd(); ++it) {
        xml.writeStartElement(u"Tag"_s);
        xml.writeTextElement(u"Key"_s, it.key());
        xml.writeTextElement(u"Value"_s, it.value());
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
    return document;
}

Result<QString> readUploadId(QByteArrayView bytes)
{
    const QByteArray text = trimmed(bytes);
    QXmlStreamReader xml(text);
    QString id;
    if (begin(xml, "InitiateMultipartUploadResult"_L1)) {
        for (Elements elements(xml); elements.next();) {
            if (elements.name() == u"UploadId")
                id = elements.text();
            else
                elements.skip();
        }
    }
    if (id.isEmpty() || xml.hasError())
        return broken(u"it names no upload"_s);
    return id;
}

QByteArray completionDocument(const QList<QByteArray> &etags)
{
    QByteArray xml = "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
    int number = 0;
    for (const QByteArray &etag : etags)
        xml += "<Part><PartNumber>" + QByteArray::number(++number) + "</PartNumber><ETag>\"" + etag +
               "\"</ETag></Part>";
    return xml + "</CompleteMultipartUpload>";
}

QString plainEtag(const QByteArray &etag)
{
    QByteArray plain = etag.trimmed();
    if (plain.size() >= 2 && plain.startsWith('"') && plain.endsWith('"'))
        plain = plain.sliced(1, plain.size() - 2);
    return QString::fromLatin1(plain);
}

} // namespace holdfast
