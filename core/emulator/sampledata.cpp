// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/sampledata.h"

#include "core/emulator/sampledatabase.h"
#include "core/emulator/sampleoddities.h"
#include "core/emulator/treewriter.h"

#include <QFile>

#include <array>

namespace holdfast {
namespace {

/// How much of everything a sample has.
struct Amounts
{
    int apps;
    int filesPerApp;
    std::size_t fileBytes; ///< Mean.
    std::size_t apkBytes;
    int media;
    std::size_t mediaBytes; ///< Mean.
    int databaseRows;
};

Amounts amountsOf(SampleSize size)
{
    switch (size) {
    case SampleSize::None:
        return {};
    case SampleSize::Small:
        return {6, 12, 3000, 150'000, 20, 60'000, 60};
    case SampleSize::Standard:
        return {40, 66, 6000, 1'200'000, 700, 110'000, 800};
    case SampleSize::Large:
        return {120, 212, 6000, 3'000'000, 4200, 130'000, 2500};
    }
    Q_UNREACHABLE();
}

constexpr uid_t kSystem = 1000;
constexpr uid_t kMediaRw = 1023;
constexpr gid_t kExternalData = 1078;
constexpr gid_t kExternalObb = 1079;
constexpr uid_t kFirstApp = 10100;
constexpr gid_t kFirstCache = 20100;

constexpr std::string_view kApkLabel = "u:object_r:apk_data_file:s0";
constexpr std::string_view kMediaLabel = "u:object_r:media_rw_data_file:s0";
constexpr std::string_view kSystemLabel = "u:object_r:system_data_file:s0";

struct App
{
    std::string package;
    std::string code;  ///< Folder of its APKs, below /data.
    std::string label; ///< With the categories of its user id.
    uid_t uid;
    gid_t cache;
    int number;
};

App makeApp(int number, SampleRandom &random)
{
    static constexpr std::array<std::string_view, 8> makers{
        "com.example", "org.mail", "net.games", "com.shop", "cn.video", "io.notes", "com.bank", "org.maps"};
    static constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const auto token = [&random] {
        constexpr std::size_t length = 22;
        std::string text;
        while (text.size() < length)
            text += letters[random.below(letters.size())];
        return text + "==";
    };
    App app;
    app.number = number;
    app.package = std::string(makers[std::size_t(number) % makers.size()]) + ".app" + std::to_string(number);
    app.code = "/app/~~" + token() + "/" + app.package + "-" + token();
    app.uid = kFirstApp + uid_t(number);
    app.cache = kFirstCache + gid_t(number);
    const unsigned id = app.uid - 10000;
    app.label = "u:object_r:app_data_file:s0:c" + std::to_string(id & 255U) + ",c" +
                std::to_string(256U + (id >> 8U)) + ",c512,c768";
    return app;
}

class SampleWriter
{
public:
    SampleWriter(const std::string &data, SampleSize size)
        : m_amounts(amountsOf(size)), m_tree(data, 0x486f6c6466617374ULL + std::uint64_t(size))
    {}

    Result<void> write()
    {
        auto database = makeSampleDatabase(m_amounts.databaseRows, 7);
        if (!database)
            return tl::unexpected(database.error());
        m_database = *std::move(database);
        writeRoots();
        for (int number = 0; number < m_amounts.apps; ++number) {
            const App app = makeApp(number, m_tree.random());
            writePackage(app);
            writeAppData(app);
            writeExternal(app);
            m_apps.push_back(app);
        }
        writeMedia();
        writeSystem();
        writeOddities(m_tree, "/media/0/Download/odd", {kMediaRw, kMediaRw, 0660, kMediaLabel});
        const App &first = m_apps.front();
        writeOddities(m_tree, "/data/" + first.package + "/files/odd",
                      {first.uid, first.uid, 0600, first.label});
        return m_tree.finish();
    }

private:
    std::size_t around(std::size_t mean) { return mean / 4 + m_tree.random().below(mean + mean / 2); }

    void writeRoots()
    {
        for (const char *path :
             {"", "/adb", "/anr", "/dalvik-cache", "/local", "/local/tmp", "/misc", "/misc/adb", "/property",
              "/system", "/system/users", "/system/users/0", "/user", "/user/0", "/user_de"})
            m_tree.existing(path);
        // These exist too; owners and labels are the sample's.
        m_tree.folder("/app", {kSystem, kSystem, 0771, kApkLabel});
        m_tree.folder("/data", {kSystem, kSystem, 0771, kSystemLabel});
        m_tree.folder("/user_de/0", {kSystem, kSystem, 0771, kSystemLabel});
        m_tree.folder("/media", {kMediaRw, kMediaRw, 0770, kMediaLabel});
        m_tree.folder("/media/0", {kMediaRw, kMediaRw, 0770, kMediaLabel});
        for (const char *name : {"Android", "Android/data", "Android/obb", "Android/media", "DCIM",
                                 "DCIM/Camera", "Download", "Pictures", "Music", "Movies"})
            m_tree.folder(std::string("/media/0/") + name, {kMediaRw, kMediaRw, 02770, kMediaLabel});
    }

    void writePackage(const App &app)
    {
        const TreeAttributes folder{kSystem, kSystem, 0775, kApkLabel};
        const TreeAttributes file{kSystem, kSystem, 0644, kApkLabel};
        m_tree.folder(app.code.substr(0, app.code.rfind('/')), folder);
        m_tree.folder(app.code, {kSystem, kSystem, 0755, kApkLabel});
        const std::string head = "PK\003\004";
        m_tree.file(app.code + "/base.apk", head + m_tree.random().noise(around(m_amounts.apkBytes)), file);
        if (app.number % 3 == 0) {
            m_tree.file(app.code + "/split_config.x86_64.apk",
                        head + m_tree.random().noise(m_amounts.apkBytes / 8), file);
            m_tree.file(app.code + "/split_config.zh.apk",
                        head + m_tree.random().noise(m_amounts.apkBytes / 40), file);
        }
        m_tree.folder(app.code + "/lib", {kSystem, kSystem, 0755, kApkLabel});
        m_tree.folder(app.code + "/lib/x86_64", {kSystem, kSystem, 0755, kApkLabel});
    }

    void writeAppData(const App &app)
    {
        const std::string top = "/data/" + app.package;
        const TreeAttributes privateFolder{app.uid, app.uid, 0771, app.label};
        const TreeAttributes cacheFolder{app.uid, app.cache, 02771, app.label};
        const TreeAttributes file{app.uid, app.uid, 0660, app.label};
        m_tree.folder(top, {app.uid, app.uid, 0700, app.label});
        m_tree.folder(top + "/cache", cacheFolder);
        m_tree.folder(top + "/code_cache", cacheFolder);
        m_tree.link(top + "/lib", "/data" + app.code + "/lib/x86_64", {0, 0, 0777, app.label});
        for (const char *name : {"/databases", "/shared_prefs", "/files", "/no_backup"})
            m_tree.folder(top + name, privateFolder);
        writeDatabases(app, top + "/databases/", file);
        m_tree.file(top + "/shared_prefs/settings.xml",
                    "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<map>\n"
                    "    <int name=\"launches\" value=\"" +
                        std::to_string(app.number * 3) + "\" />\n</map>\n",
                    file);
        m_tree.file(top + "/cache/journal", m_tree.random().text(around(m_amounts.fileBytes)),
                    {app.uid, app.cache, 0600, app.label});
        for (int number = 0; number < m_amounts.filesPerApp; ++number)
            writeAppFile(app, top + "/files", number);
        const std::string device = "/user_de/0/" + app.package;
        m_tree.folder(device, {app.uid, app.uid, 0700, app.label});
        m_tree.folder(device + "/cache", cacheFolder);
        m_tree.folder(device + "/code_cache", cacheFolder);
    }

    void writeDatabases(const App &app, const std::string &folder, const TreeAttributes &file)
    {
        personalize(m_database, std::uint32_t(app.number + 1));
        m_tree.file(folder + "main.db", m_database.main, file);
        m_tree.file(folder + "main.db-wal", m_database.log, file);
        m_tree.file(folder + "main.db-shm", m_database.index, file);
    }

    void writeAppFile(const App &app, const std::string &files, int number)
    {
        constexpr int perFolder = 25;
        std::string folder = files + "/part" + std::to_string(number / perFolder);
        if (number % perFolder == 0)
            m_tree.folder(folder, {app.uid, app.uid, 0700, app.label});
        const std::string path = folder + "/item-" + std::to_string(number);
        const std::size_t size = number % 40 == 7 ? 0 : around(m_amounts.fileBytes);
        // Half is text: with media and APKs the whole compresses about 1.5 to one.
        const bool text = number % 2 == 0;
        m_tree.file(path + (text ? ".json" : ".bin"),
                    text ? m_tree.random().text(size) : m_tree.random().noise(size),
                    {app.uid, app.uid, 0600, app.label});
    }

    void writeExternal(const App &app)
    {
        const std::string data = "/media/0/Android/data/" + app.package;
        m_tree.folder(data, {app.uid, kExternalData, 02770, kMediaLabel});
        m_tree.folder(data + "/files", {app.uid, kExternalData, 02770, kMediaLabel});
        m_tree.folder(data + "/cache", {app.uid, kExternalData, 02770, kMediaLabel});
        m_tree.file(data + "/files/log.txt", m_tree.random().text(around(m_amounts.fileBytes)),
                    {app.uid, kExternalData, 0660, kMediaLabel});
        if (app.number % 5 == 0) {
            const std::string obb = "/media/0/Android/obb/" + app.package;
            m_tree.folder(obb, {app.uid, kExternalObb, 02770, kMediaLabel});
            m_tree.file(obb + "/main.1." + app.package + ".obb", m_tree.random().text(m_amounts.apkBytes),
                        {app.uid, kExternalObb, 0660, kMediaLabel});
        }
    }

    void writeMedia()
    {
        const TreeAttributes file{kMediaRw, kMediaRw, 0660, kMediaLabel};
        for (int number = 0; number < m_amounts.media; ++number) {
            const std::string count = std::to_string(number);
            switch (number % 8) {
            case 0:
                m_tree.file("/media/0/Download/document " + count + ".txt",
                            m_tree.random().text(around(3 * m_amounts.mediaBytes)), file);
                break;
            case 1:
                m_tree.file("/media/0/Pictures/图片_" + count + ".png",
                            m_tree.random().noise(around(m_amounts.mediaBytes)), file);
                break;
            case 2:
                m_tree.file("/media/0/Movies/clip" + count + ".csv",
                            m_tree.random().text(around(3 * m_amounts.mediaBytes)), file);
                break;
            default:
                m_tree.file("/media/0/DCIM/Camera/IMG_" + count + ".jpg",
                            m_tree.random().noise(around(m_amounts.mediaBytes)), file);
            }
        }
        m_tree.extendedAttribute("/media/0/DCIM/Camera/IMG_3.jpg", "user.rating", "5");
        m_tree.extendedAttribute("/media/0/Download", "user.note", std::string_view("a\0b\n", 4));
    }

    void writeSystem()
    {
        const TreeAttributes file{kSystem, 1032, 0640, kSystemLabel};
        std::string list;
        std::string xml = "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<packages>\n";
        std::string ids =
            "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<settings version=\"213\">\n";
        for (const App &app : m_apps) {
            const std::string uid = std::to_string(app.uid);
            const std::string version = std::to_string(100 + app.number);
            const std::string ssaid = std::to_string(m_tree.random().next());
            list.append(app.package).append(" ").append(uid).append(" 0 /data/user/0/").append(app.package);
            list.append(" default:targetSdkVersion=34 3003 0 ")
                .append(version)
                .append(" 1 com.android.vending\n");
            xml.append("    <package name=\"")
                .append(app.package)
                .append("\" codePath=\"/data")
                .append(app.code);
            xml.append("\" version=\"").append(version).append("\" userId=\"").append(uid);
            xml.append("\" installer=\"com.android.vending\" />\n");
            ids.append("  <setting id=\"").append(uid).append("\" name=\"").append(uid).append("\" value=\"");
            ids.append(ssaid).append("\" package=\"").append(app.package).append("\" />\n");
        }
        m_tree.file("/system/packages.list", list, file);
        m_tree.file("/system/packages.xml", xml + "</packages>\n", {kSystem, kSystem, 0640, kSystemLabel});
        m_tree.file("/system/users/0/settings_ssaid.xml", ids + "</settings>\n",
                    {kSystem, kSystem, 0600, kSystemLabel});
        m_tree.file("/system/users/userlist.xml",
                    "<users nextSerialNumber=\"10\" version=\"9\">\n  <user id=\"0\" />\n</users>\n",
                    {kSystem, kSystem, 0600, kSystemLabel});
        m_tree.socket("/system/ndebugsocket", {kSystem, kSystem, 0700, kSystemLabel});
        m_tree.fifo("/anr/pipe", {kSystem, kSystem, 0600, kSystemLabel});
    }

    const Amounts m_amounts;
    TreeWriter m_tree;
    SampleDatabase m_database;
    std::vector<App> m_apps;
};

} // namespace

Result<void> writeSample(const QString &data, SampleSize size)
{
    return SampleWriter(QFile::encodeName(data).toStdString(), size).write();
}

} // namespace holdfast
