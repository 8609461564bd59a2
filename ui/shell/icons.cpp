// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/icons.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

void draw(QPainter &painter, const QRect &place, const QString &name, const QColor &color)
{
    QFile file(u":/icons/"_s + name + u".svg"_s);
    const bool isThere = file.open(QFile::ReadOnly);
    Q_ASSERT_X(isThere, "icon", qPrintable(name)); // resources/CMakeLists.txt does not list it
    if (!isThere)
        return;
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    renderer.render(&painter, place);
}

class TintedEngine final : public QIconEngine
{
public:
    explicit TintedEngine(QString name) : m_name(std::move(name)) {}

    void paint(QPainter *painter, const QRect &place, QIcon::Mode mode, QIcon::State) override
    {
        draw(*painter, place, m_name, colorFor(mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return render(size, colorFor(mode));
    }

    [[nodiscard]] QIconEngine *clone() const override { return new TintedEngine(m_name); }

    [[nodiscard]] QPixmap render(const QSize &size, const QColor &color) const
    {
        const QString key =
            u"holdfast/%1/%2/%3x%4"_s.arg(m_name, color.name()).arg(size.width()).arg(size.height());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        draw(painter, QRect(QPoint(), size), m_name, color);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

private:
    static QColor colorFor(QIcon::Mode mode)
    {
        const QPalette palette = QApplication::palette();
        switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, QPalette::WindowText);
        case QIcon::Selected:
            return palette.color(QPalette::HighlightedText);
        default:
            return palette.color(QPalette::WindowText);
        }
    }

    QString m_name;
};

} // namespace

QIcon icon(QLatin1String name)
{
    return QIcon(new TintedEngine(name));
}

QPixmap iconPixmap(QLatin1String name, const QColor &color, int size, qreal devicePixelRatio)
{
    const int pixels = qRound(size * devicePixelRatio);
    QPixmap pixmap = TintedEngine(name).render({pixels, pixels}, color);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

} // namespace holdfast::ui
