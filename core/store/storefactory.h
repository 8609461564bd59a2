// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/objectstore.h"

#include <QJsonObject>

namespace holdfast {

/// A store as it was set up.
struct StoreConfig
{
    QString name;
    QString url;         ///< `file:///folder` or a plain path.
    QJsonObject options; ///< None are known for folders.
};

/// Opens @p config's store without touching it: whether it answers shows in the first call. InvalidArgument
/// for a URL that no kind of store knows.
Result<std::unique_ptr<ObjectStore>> openStore(const StoreConfig &config);

} // namespace holdfast
