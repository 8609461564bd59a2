// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/checklevel.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

QString toText(CheckLevel level)
{
    switch (level) {
    case CheckLevel::EveryByte:
        return u"every-byte"_s;
    case CheckLevel::Sampled:
        return u"sampled"_s;
    case CheckLevel::Store:
        return u"store"_s;
    }
    Q_UNREACHABLE();
}

std::optional<CheckLevel> checkLevelFromText(QStringView text)
{
    for (const CheckLevel level : {CheckLevel::EveryByte, CheckLevel::Sampled, CheckLevel::Store}) {
        if (text == toText(level))
            return level;
    }
    return {};
}

} // namespace holdfast
