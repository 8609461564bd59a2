// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"

#include "ui/shell/outlinedstyle.h"

#include <QApplication>
#include <QStyle>

#include <cmath>

namespace holdfast::ui {
namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

struct BaseColors
{
    QRgb window, text, base, alternate, button, highlight, highlightedText, disabled, link, toolTip, mid;
};

QPalette paletteOf(const BaseColors &c)
{
    QPalette palette{QColor(c.button), QColor(c.window)};
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.alternate);
    palette.setColor(QPalette::Highlight, c.highlight);
    palette.setColor(QPalette::HighlightedText, c.highlightedText);
    palette.setColor(QPalette::Link, c.link);
    palette.setColor(QPalette::ToolTipBase, c.toolTip);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::PlaceholderText, c.disabled);
    palette.setColor(QPalette::Mid, c.mid);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.mid);
    return palette;
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

QColor toneColor(Tone tone, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Plain:
        return palette.color(QPalette::Text);
    case Tone::Muted:
        return dark ? 0xffb4b4b4 : 0xff5c5c5c;
    case Tone::Good:
        return dark ? 0xff6fdd8b : 0xff166c2e;
    case Tone::Warning:
        return dark ? 0xfff0b849 : 0xff8a5a00;
    case Tone::Bad:
        return dark ? 0xffff8a80 : 0xffb3261e;
    case Tone::Info:
        return dark ? 0xff8ab4f8 : 0xff0b57d0;
    }
    Q_UNREACHABLE();
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QPalette lightPalette()
{
    return paletteOf({.window = 0xfff3f3f3,
                      .text = 0xff1b1b1b,
                      .base = 0xffffffff,
                      .alternate = 0xfff8f8f8,
                      .button = 0xfff3f3f3,
                      .highlight = 0xff0b57d0,
                      .highlightedText = 0xffffffff,
                      .disabled = 0xff767676,
                      .link = 0xff0b57d0,
                      .toolTip = 0xffffffff,
                      .mid = 0xffb8b8b8});
}

QPalette darkPalette()
{
    return paletteOf({.window = 0xff242424,
                      .text = 0xfff0f0f0,
                      .base = 0xff191919,
                      .alternate = 0xff212121,
                      .button = 0xff353535,
                      .highlight = 0xff1f5fbf,
                      .highlightedText = 0xffffffff,
                      .disabled = 0xff9a9a9a,
                      .link = 0xff8ab4f8,
                      .toolTip = 0xff353535,
                      .mid = 0xff4a4a4a});
}

void applyTheme(ThemeMode mode)
{
    if (mode == ThemeMode::System) {
        QApplication::setPalette(QPalette());
        return;
    }
    // Native styles paint themselves in the system's colours whatever the palette says.
    if (!qobject_cast<OutlinedStyle *>(QApplication::style()))
        QApplication::setStyle(new OutlinedStyle);
    QApplication::setPalette(mode == ThemeMode::Dark ? darkPalette() : lightPalette());
}

} // namespace holdfast::ui
