// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/phoneservice.h"

#include <QList>
#include <QString>

#include <vector>

namespace holdfast::ui {

/// What finding and sorting one phone among thousands takes.
struct PhoneKeys
{
    QString row;    ///< Tells rows apart.
    QString search; ///< All that the search looks at, folded for comparison without regard to case.
    int place = 0;  ///< Among all of them, sorted by their names as people do.
};

/// Phones with their keys, which are at the same places. Made on a worker thread: for thousands of phones it
/// takes longer than the window may be held up.
struct PreparedPhones
{
    QList<PhoneView> phones;
    std::vector<PhoneKeys> keys;
};

/// May be called on any thread. Of phones that cannot be told apart the first stays.
PreparedPhones preparePhones(const QList<PhoneView> &phones);

/// The name that stands for a phone: its own, else the model, else the serial.
QString phoneTitle(const PhoneView &phone);
/// A phone that is not connected may have had the address of one that is.
QString phoneRowKey(const PhoneView &phone);

} // namespace holdfast::ui
