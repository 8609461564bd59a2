// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/catalog/madefleet.h"

#include <QTimeZone>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::test {
namespace {

constexpr qint64 kDays = 1000; // that the backups lie in

/// Spreads numbers evenly; the same on every machine (SplitMix64's last steps).
quint64 mixed(quint64 number)
{
    number += 0x9e3779b97f4a7c15ULL;
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9ULL;
    number = (number ^ (number >> 27)) * 0x94d049bb133111ebULL;
    return number ^ (number >> 31);
}

const QString &pick(const QStringList &words, quint64 number)
{
    return words[qsizetype(number % quint64(words.size()))];
}

const QStringList &cities()
{
    static const QStringList words{u"gz"_s, u"sz"_s, u"sh"_s, u"bj"_s, u"hz"_s, u"cd"_s, u"wh"_s, u"xa"_s};
    return words;
}

const QStringList &cityNames()
{
    static const QStringList words{u"guangzhou"_s, u"shenzhen"_s, u"shanghai"_s, u"beijing"_s,
                                   u"hangzhou"_s,  u"chengdu"_s,  u"wuhan"_s,    u"xian"_s};
    return words;
}

QString groupOf(quint64 phone, quint64 city)
{
    static const QStringList kinds{u"nurture"_s, u"直播"_s,   u"客服"_s, u"电商"_s,
                                   u"游戏"_s,    u"rental"_s, u"测试"_s};
    return pick(cityNames(), city) % u'-' % pick(kinds, mixed(phone) >> 8) % u'-' %
           QString::number(phone % 9 + 1);
}

QString ownerOf(quint64 phone)
{
    static const QStringList families{u"lin"_s,  u"wang"_s, u"li"_s,   u"zhang"_s,
                                      u"chen"_s, u"liu"_s,  u"yang"_s, u"zhao"_s};
    static const QStringList given{u"wei"_s,   u"fang"_s, u"na"_s,  u"min"_s, u"jing"_s,
                                   u"qiang"_s, u"lei"_s,  u"yan"_s, u"ping"_s};
    return pick(families, mixed(phone / 40)) % pick(given, mixed(phone / 40) >> 16);
}

/// A package and its labels.
struct App
{
    const char16_t *package;
    const char16_t *label;
    const char16_t *chinese;
};
constexpr App kApps[] = {
    {u"com.tencent.mm", u"WeChat", u"微信"},
    {u"com.ss.android.ugc.aweme", u"Douyin", u"抖音"},
    {u"com.taobao.taobao", u"Taobao", u"淘宝"},
    {u"com.eg.android.AlipayGphone", u"Alipay", u"支付宝"},
    {u"com.xunmeng.pinduoduo", u"Pinduoduo", u"拼多多"},
    {u"com.sankuai.meituan", u"Meituan", u"美团"},
    {u"com.smile.gifmaker", u"Kuaishou", u"快手"},
    {u"com.tencent.mobileqq", u"QQ", u"腾讯"},
    {u"tv.danmaku.bili", u"Bilibili", u"哔哩哔哩"},
    {u"com.xingin.xhs", u"RED", u"小红书"},
    {u"com.jingdong.app.mall", u"JD", u"京东"},
    {u"com.netease.cloudmusic", u"NetEase Music", u"网易云音乐"},
    {u"com.whatsapp", u"WhatsApp", u""},
    {u"org.telegram.messenger", u"Telegram", u""},
    {u"com.zhiliaoapp.musically", u"TikTok", u""},
    {u"com.instagram.android", u"Instagram", u""},
    {u"com.tencent.tmgp.sgame", u"Honor of Kings", u"王者荣耀"},
    {u"com.miHoYo.Yuanshen", u"Genshin Impact", u"原神"},
};

void addApps(BackupRecord &backup, quint64 phone)
{
    for (int i = 0; i < 3; ++i) {
        const App &app = kApps[(mixed(phone) >> (8 * i)) % std::size(kApps)];
        const QString package = QString::fromUtf16(app.package);
        if (backup.apps.contains(package))
            continue;
        backup.apps += package;
        backup.appLabels += QString::fromUtf16(app.label);
        if (*app.chinese)
            backup.appLabels += QString::fromUtf16(app.chinese);
    }
}

QString descriptionOf(quint64 chance)
{
    static const QStringList texts{
        u"nightly"_s,  u"before the update"_s, u"账号迁移前备份"_s, u"每周备份"_s,     u"customer request"_s,
        u"手工备份"_s, u"after login"_s,       u"活动结束"_s,       u"weekly check"_s, u"换机"_s};
    if (chance % 5 < 3)
        return {};
    const QString text = pick(texts, chance >> 8);
    return chance % 7 == 0 ? QString(text % u" order "_s % QString::number(10000 + (chance >> 16) % 90000))
                           : text;
}

BackupStatus statusOf(quint64 chance)
{
    const quint64 part = chance % 1000;
    if (part < 940)
        return BackupStatus::Available;
    return part < 970   ? BackupStatus::Failed
           : part < 990 ? BackupStatus::Deleted
           : part < 995 ? BackupStatus::Missing
                        : BackupStatus::Damaged;
}

} // namespace

QDateTime MadeFleet::now()
{
    return {QDate(2026, 11, 22), QTime(12, 0), QTimeZone::utc()};
}

BackupRecord MadeFleet::backup(int number) const
{
    const quint64 chance = mixed(quint64(number) + 1);
    const quint64 phone = mixed(quint64(number)) % quint64(m_phones);
    const quint64 city = mixed(phone) % quint64(cities().size());
    static const QStringList versions{u"9"_s, u"10"_s, u"11"_s, u"12"_s, u"13"_s, u"14"_s};
    static const QStringList stores{u"disk"_s, u"oss-guangzhou"_s, u"obs-shanghai"_s, u"s3-archive"_s};
    static const QStringList campaigns{u"nightly"_s, u"weekly"_s, u"migration"_s, u"上线前"_s, u"客户交付"_s};
    BackupRecord b;
    b.id = {u"bf-%1"_s.arg(number, 17, 36, QChar(u'0'))};
    b.phone = {u"ph-%1"_s.arg(phone, 17, 36, QChar(u'0'))};
    b.phoneName = u"%1-%2"_s.arg(cities()[qsizetype(city)]).arg(phone, 4, 10, QChar(u'0'));
    b.serial = {u"10.%1.%2.%3:5555"_s.arg(city).arg(phone / 250).arg(phone % 250)};
    b.createdAt = now().addMSecs(-60'000 - qint64(m_backups - 1 - number) * (kDays * 86'400'000 / m_backups));
    b.modifiedAt = b.createdAt;
    b.name = chance % 10 < 8 ? QString(b.phoneName % u' ' % b.createdAt.toString(u"yyyy-MM-dd HH-mm-ss"_s))
                             : QString(pick(campaigns, chance >> 4) % u'-' % QString::number(number % 5000));
    b.description = descriptionOf(chance >> 3);
    b.owner = ownerOf(phone);
    b.groupName = groupOf(phone, city);
    b.status = statusOf(chance >> 20);
    b.whole = chance % 4 == 0;
    addApps(b, phone);
    b.androidVersion = pick(versions, mixed(phone) >> 40);
    b.model = u"Cloud Phone"_s;
    b.storeName = pick(stores, chance >> 30);
    b.paths = {u"/data/app"_s, u"/data/data"_s};
    b.objectKey = b.name % u'-' % b.id.value % u".tar.zst"_s;
    b.location = u"file:///backups/"_s % b.objectKey;
    b.sizeBytes = qint64(chance >> 34);
    b.storedBytes = b.sizeBytes / 2;
    b.fileCount = qint64(chance >> 48);
    return b;
}

} // namespace holdfast::test
