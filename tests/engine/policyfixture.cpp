// SPDX-License-Identifier: GPL-3.0-or-later
#include "policyfixture.h"

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
    options.adb = {.host = u"127.0.0.1"_s, .port = m_server.port(), .socketPath = {}};
    options.inactivityTimeout = 3s;
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
    } while (timer.elapsed() < 60'000 && states(view).contains(TargetState::Running));
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

QString PolicyFixture::brokenPromise()
{
    JobFilter running;
    running.statuses = {JobStatus::Processing};
    const auto jobs = m_engine->jobs().list(running, 1000);
    if (!jobs)
        return userText(jobs.error());
    QSet<QString> busy;
    for (const JobRecord &job : *jobs) {
        if (!job.phone.isEmpty() && busy.contains(job.phone.value))
            return job.serial.value + u" has two jobs"_s;
        busy.insert(job.phone.value);
    }
    BackupFilter available;
    available.statuses = {BackupStatus::Available};
    const auto backups = m_engine->backups().list(available, {.limit = PageRequest::kMaxLimit});
    if (!backups)
        return userText(backups.error());
    for (const BackupRecord &backup : backups->rows) {
        // Deleted since the list was read: looked at again.
        if (!QFile::exists(QUrl(backup.location).toLocalFile()) &&
            m_engine->backups().get(backup.id)->status == BackupStatus::Available)
            return backup.location + u" is AVAILABLE and not there"_s;
    }
    return {};
}

} // namespace holdfast::test
