// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/objectstore.h"

#include <QObject>

#include <functional>
#include <memory>

namespace holdfast::testing {

/// What every ObjectStore must do. A test class of a store derives from it and says how one is made; the
/// store given is empty, and the same one behind all tests.
class StoreConformance : public QObject
{
    Q_OBJECT

protected:
    virtual ObjectStore &store() = 0;

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void rangesGiveTheirBytes();
    void rangesBeyondTheEndAreRefused();
    void missingObjectsAreNotFound();
    void badKeysAreRefused_data();
    void badKeysAreRefused();
    void oddKeysWork();
    void nothingIsOverwrittenUnasked();
    void overwritingReplaces();
    void lastOneToFinishLoses();
    void abortedPutsLeaveNothing();
    void cancelledPutsLeaveNothing();
    void listsInOrderAndPages();
    void listsByPrefix();
    void removes();
    void locationsAreUrls();
    void manyThreadsAtOnce();
    void testStorePasses();

private:
    void write(const QString &key, const QByteArray &bytes, bool overwrite = false);
    QByteArray read(const QString &key, const ObjectRange &range = {});
    QStringList keys(const QString &prefix = {}, int pageSize = 1000);
};

} // namespace holdfast::testing
