// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a file of apps that an operator installs; and any text as names of splits.
#include "core/apk/apkchoice.h"
#include "core/apk/appbundle.h"
#include "tests/fuzz/fuzzbytes.h"

#include <QString>

#include <cstdlib>

using namespace holdfast;

namespace {

void checkChoice(const QString &text)
{
    const QStringList splits = text.left(2000).split(u'\n');
    const auto all = chooseApks(splits, {});
    if (!all || all->size() != splits.size())
        std::abort();
    const auto some = chooseApks(splits, {{QStringLiteral("x86_64")}, 320, {QStringLiteral("en-US")}});
    if (some && some->size() > splits.size())
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    checkChoice(QString::fromUtf8(bytes));
    fuzz::BytesAccess access(bytes);
    const auto bundle = AppBundle::open(access, {});
    if (!bundle)
        return 0;
    (void)(*bundle)->check({});
    for (qsizetype number = 0; number < (*bundle)->apks().size(); ++number) {
        if ((*bundle)->apks()[number].manifest.packageName.isEmpty() || !(*bundle)->content(number, {}))
            std::abort();
    }
    return 0;
}
