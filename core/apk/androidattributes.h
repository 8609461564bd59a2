// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace holdfast::android {

/// Ids of attributes (android.R.attr) that drawables use. No Android version ever changes one.
enum Attribute : quint32 {
    kSrc = 0x01010119,
    kTint = 0x01010121,
    kHeight = 0x01010155,
    kWidth = 0x01010159,
    kDrawable = 0x01010199,
    kStartColor = 0x0101019D,
    kEndColor = 0x0101019E,
    kAngle = 0x010101A0,
    kType = 0x010101A1,
    kCenterX = 0x010101A2,
    kCenterY = 0x010101A3,
    kGradientRadius = 0x010101A4,
    kColor = 0x010101A5,
    kPivotX = 0x010101B5,
    kPivotY = 0x010101B6,
    kInsetLeft = 0x010101B7,
    kInsetRight = 0x010101B8,
    kInsetTop = 0x010101B9,
    kInsetBottom = 0x010101BA,
    kCenterColor = 0x0101020B,
    kAlpha = 0x0101031F,
    kScaleX = 0x01010324,
    kScaleY = 0x01010325,
    kRotation = 0x01010326,
    kViewportWidth = 0x01010402,
    kViewportHeight = 0x01010403,
    kFillColor = 0x01010404,
    kPathData = 0x01010405,
    kStrokeColor = 0x01010406,
    kStrokeWidth = 0x01010407,
    kStrokeLineCap = 0x0101040B,
    kStrokeLineJoin = 0x0101040C,
    kStrokeMiterLimit = 0x0101040D,
    kTranslateX = 0x0101045A,
    kTranslateY = 0x0101045B,
    kInset = 0x010104B5,
    kStrokeAlpha = 0x010104CB,
    kFillAlpha = 0x010104CC,
    kStartX = 0x01010510,
    kStartY = 0x01010511,
    kEndX = 0x01010512,
    kEndY = 0x01010513,
    kOffset = 0x01010514,
    kFillType = 0x0101051E,
};

} // namespace holdfast::android
