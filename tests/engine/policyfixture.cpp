// SPDX-License-Identifier: GPL-3.0-or-later
#include "policyfixture.h"

#include "core/catalog/catalog.h"
#include "core/catalog/statement.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QSet>
#include <QThread>
#include <QUrl>

#include <algorithm>

namespace holdfast::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

bool PolicyFixture::open(const QString &time)
{
    close();
    m_folder = std::make_unique<QTemporaryDir>();
    m_clock.set(time);
    return QDir().mkpath(m_folder->path() + u"/store"_s) && reopen() &&
           m_engine->stores().add(u"local"_s, m_folder->path() + u"/store"_s, CancelToken()) &&
           m_engine->phones().list(CancelToken()); // Makes the phones known.
}

bool PolicyFixture::reopen()
{
    close();
    EngineOptions options;
    options.dataDirectory = m_folder->path() + u"/data"_s;
    options.agentDirectory = qEnvironmentVariable("HOLDFAST_BUILD_DIR") + u"/agents"_s;
    options.emulatorProgram =
        qEnvironmentVariable("HOLDFAST_BUILD_DIR") + u"/app/emulator/holdfast-emulator"_s;
    options.adb = {.host = u"127.0.0.1"_s, .port = m_server.port(), .socketPath = {}};
    options.parallelJobs = m_parallelJobs;
    options.inactivityTimeout = m_inactivity;
    options.clock = &m_clock;
    auto engine = Engine::open(options);
    if (!engine)
        return false;
    m_engine = std::move(*engine);
    m_driver = m_engine->policies().makeDriver();
    return true;
}

void PolicyFixture::close()
{
    m_driver.reset();
    m_engine.reset();
}

PolicyDefinition PolicyFixture::nightly(const QList<const EmulatedPhoneFixture *> &phones)
{
    PolicyDefinition policy;
    for (const EmulatedPhoneFixture *phone : phones)
        policy.phones.append(phone->serial());
    policy.paths = {u"/data/local/tmp/night"_s};
    policy.store = u"local"_s;
    policy.schedule.at = QTime(2, 0);
    policy.schedule.window = QTime(6, 0);
    return policy;
}

bool PolicyFixture::fill(const EmulatedPhoneFixture &phone, qsizetype bytes)
{
    const QString folder = phone.root() + u"/data/local/tmp/night"_s;
    QFile file(folder + u"/chat.db"_s);
    return QDir().mkpath(folder) && file.open(QFile::WriteOnly) &&
           file.write(QByteArray(bytes, 'x')) == bytes;
}

PolicyDriver::Step PolicyFixture::step()
{
    const auto step = m_driver->step(CancelToken());
    if (step)
        return *step;
    qWarning("%s", qPrintable(userText(step.error())));
    return {};
}

PolicyView PolicyFixture::whenQuiet(const QString &name)
{
    QElapsedTimer timer;
    timer.start();
    PolicyView view;
    do {
        step();
        view = m_engine->policies().show(name).value_or(PolicyView());
        QThread::msleep(50);
    } while (timer.elapsed() < m_patience.count() && states(view).contains(TargetState::Running));
    return view;
}

QList<TargetState> PolicyFixture::states(const PolicyView &view)
{
    QList<TargetState> states;
    for (const PolicyTargetRecord &target : view.lastTargets)
        states.append(target.state);
    return states;
}

qsizetype PolicyFixture::objects() const
{
    qsizetype count = 0;
    QDirIterator walk(m_folder->path() + u"/store"_s, {u"*.zst"_s}, QDir::Files,
                      QDirIterator::Subdirectories);
    for (; walk.hasNext(); walk.next())
        ++count;
    return count;
}

QString PolicyFixture::brokenPromise(int kept)
{
    const auto catalog = Catalog::open(dataDirectory() + u"/catalog.sqlite"_s);
    if (!catalog)
        return userText(catalog.error());
    // A statement each, so that each sees one moment.
    Statement twice((*catalog)->database(),
                    u"SELECT serial FROM job WHERE status = 'Processing' AND phone_id <> "
                    "'' GROUP BY phone_id HAVING count(*) > 1"_s);
    Statement running((*catalog)->database(), u"SELECT count(*) FROM job WHERE status = 'Processing'"_s);
    Statement lost((*catalog)->database(),
                   u"SELECT serial FROM backup WHERE status IN ('AVAILABLE', 'DELETING', 'DELETED') GROUP BY "
                   "phone_id HAVING sum(status = 'AVAILABLE') < min(count(*), ?)"_s);
    Statement available((*catalog)->database(), u"SELECT location FROM backup WHERE status = 'AVAILABLE'"_s);
    const auto first = [](const Statement &row) { return row.text(0); };
    const auto busy = collectRows(twice, first);
    const auto count = collectRows(running, first);
    const auto poor = collectRows(lost.bind(kept), first);
    const auto whole = collectRows(available, first);
    if (!busy || !count || !poor || !whole)
        return u"the catalog could not be read"_s;
    if (!busy->isEmpty())
        return busy->join(u' ') + u" have two jobs"_s;
    if (count->first().toInt() > m_parallelJobs)
        return count->first() + u" jobs run at once"_s;
    if (!poor->isEmpty())
        return poor->join(u' ') + u" have fewer backups than were promised"_s;
    for (const QString &location : *whole) {
        if (QFile::exists(QUrl(location).toLocalFile()))
            continue;
        // Deleted since the list was read: looked at again.
        Statement again((*catalog)->database(),
                        u"SELECT 1 FROM backup WHERE status = 'AVAILABLE' AND location = ?"_s);
        const auto still = collectRows(again.bind(location), first);
        if (!still || !still->isEmpty())
            return location + u" is AVAILABLE and not there"_s;
    }
    return {};
}

} // namespace holdfast::test
