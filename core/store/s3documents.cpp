// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/s3documents.h"

#include <QXmlStreamReader>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr qsizetype kLongestText = 300;

tl::unexpected<Error> broken(const QString &what)
{
    return fail(Errc::StoreFailed, u"the store's answer cannot be read: "_s % what);
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

/// Goes to the root, which must have one of these names.
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

} // namespace

S3ErrorBody readErrorBody(QByteArrayView bytes)
{
    const QByteArray text = trimmed(bytes);
    QXmlStreamReader xml(text);
    S3ErrorBody error;
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
    const QByteArray text = trimmed(bytes);
    QXmlStreamReader xml(text);
    if (!begin(xml, "ListBucketResult"_L1))
        return broken(u"it is no list of objects"_s);
    S3Listing listing;
    bool encoded = false;
    for (Elements elements(xml); elements.next();) {
        const QString name = elements.name().toString();
        if (name == u"Contents")
            listing.objects.append(readObject(xml));
        else if (name == u"IsTruncated")
            listing.truncated = elements.text() == u"true";
        else if (name == u"EncodingType")
            encoded = elements.text() == u"url";
        else
            elements.skip();
    }
    if (xml.hasError())
        return broken(xml.errorString());
    for (S3ListedObject &object : listing.objects) {
        object.key = decoded(object.key, encoded);
        if (object.key.isEmpty() || object.size < 0)
            return broken(u"an object has no name or no size"_s);
    }
    if (listing.truncated && listing.objects.isEmpty())
        return broken(u"it says that there are more objects, and names none"_s);
    return listing;
}

Result<S3UploadPage> readUploads(QByteArrayView bytes)
{
    const QByteArray text = trimmed(bytes);
    QXmlStreamReader xml(text);
    if (!begin(xml, "ListMultipartUploadsResult"_L1))
        return broken(u"it is no list of uploads"_s);
    S3UploadPage page;
    bool encoded = false;
    for (Elements elements(xml); elements.next();) {
        const QString name = elements.name().toString();
        if (name == u"Upload")
            page.uploads.append(readUpload(xml));
        else if (name == u"IsTruncated")
            page.truncated = elements.text() == u"true";
        else if (name == u"NextKeyMarker")
            page.nextKey = elements.text();
        else if (name == u"NextUploadIdMarker")
            page.nextId = elements.text();
        else if (name == u"EncodingType")
            encoded = elements.text() == u"url";
        else
            elements.skip();
    }
    if (xml.hasError())
        return broken(xml.errorString());
    page.nextKey = decoded(page.nextKey, encoded);
    for (S3Upload &upload : page.uploads) {
        upload.key = decoded(upload.key, encoded);
        if (upload.key.isEmpty() || upload.id.isEmpty())
            return broken(u"an upload has no name or no id"_s);
    }
    if (page.truncated && page.nextKey.isEmpty())
        return broken(u"it says that there are more uploads, and not where"_s);
    return page;
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
