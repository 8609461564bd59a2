// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as what Android's package manager prints: an error, or values that keep their promises.
#include "core/jobs/backedupapp.h"
#include "core/jobs/packagetext.h"
#include "core/phone/installedapps.h"

#include <QJsonDocument>

#include <cstdlib>

using namespace holdfast;

namespace {

void require(bool kept)
{
    if (!kept)
        std::abort();
}

void checkDump(QByteArrayView bytes)
{
    const QString package = QStringLiteral("com.example.notes");
    const auto state = parsePackageState(bytes, package);
    require(state || state.error().code == Errc::PhoneRefused);
    if (state && state->installed)
        require(bytes.toByteArray().contains("com.example.notes"));
    for (const QString &path : parsePackagePaths(bytes))
        require(path.startsWith(u'/'));
    if (const auto number = parseSessionNumber(bytes))
        require(*number >= 0);
    const auto answer = parseInstallAnswer(bytes, package);
    require(answer || answer.error().context.object == package);
    require(parsePhoneTraits(bytes).density >= 0);
}

void checkList(QByteArrayView bytes)
{
    for (const int user : {0, 10}) {
        for (const InstalledApp &app : parsePackageList(bytes, user)) {
            require(isPackageName(app.package));
            for (const InstalledApk &apk : app.apks)
                require(apk.path.startsWith('/'));
        }
    }
}

void checkManifest(QByteArrayView bytes)
{
    const auto json = QJsonDocument::fromJson(bytes.toByteArray()).object();
    const auto app = BackedUpApp::fromJson(json);
    if (!app)
        return;
    require(isPackageName(app->package) && app->uid >= 0);
    const auto again = BackedUpApp::fromJson(app->toJson());
    require(again && *again == *app);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    checkDump(bytes);
    checkList(bytes);
    checkManifest(bytes);
    return 0;
}
