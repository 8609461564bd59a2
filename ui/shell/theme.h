// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace holdfast::ui {

/// What a colour means. Each is at least 4.5:1 on Base, AlternateBase and Window, light and dark; colour
/// never says anything alone: a word or an icon says it too.
enum class Tone { Plain, Muted, Good, Warning, Bad, Info };

enum class ThemeMode { System, Light, Dark };

/// The colour of @p tone on @p palette, which is taken as dark or light by its window colour.
QColor toneColor(Tone tone, const QPalette &palette);
bool isDark(const QPalette &palette);

/// Contrast of two opaque colours by WCAG 2.1: 1 to 21.
double contrast(const QColor &a, const QColor &b);

/// Our own palettes for the Fusion style.
QPalette lightPalette();
QPalette darkPalette();

/// Dresses the application: System leaves the platform's style and palette alone.
void applyTheme(ThemeMode mode);

} // namespace holdfast::ui
