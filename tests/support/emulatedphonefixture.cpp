// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/emulatedphonefixture.h"

#include <QDeadlineTimer>
#include <QTcpServer>
#include <QThread>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::test {
namespace {

/// Several test programs run at once, and each looks into its own folder only: the system chooses the port.
quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

} // namespace

EmulatedPhoneFixture::EmulatedPhoneFixture(const AdbServerFixture &server)
    : m_server(server), m_home(m_folder.filePath(u"emulators"_s))
{}

EmulatedPhoneFixture::~EmulatedPhoneFixture()
{
    if (m_info.name.isEmpty())
        return;
    m_server.adb({u"disconnect"_s, serial()}, {}, 5000);
    if (const auto removed = m_home.remove(m_info.name); !removed)
        qWarning("%s", qPrintable(userText(removed.error())));
}

bool EmulatedPhoneFixture::take(const Result<EmulatorInfo> &info)
{
    if (info)
        m_info = *info;
    else
        m_error = userText(info.error());
    return info.has_value();
}

bool EmulatedPhoneFixture::start(EmulatorSettings settings, SampleSize sample)
{
    if (settings.name.isEmpty())
        settings.name = u"phone"_s;
    if (settings.port == 0)
        settings.port = freePort();
    return take(m_home.create(settings, sample)) && startAgain();
}

bool EmulatedPhoneFixture::startAgain()
{
    return take(m_home.start(m_info.name)) && connect();
}

bool EmulatedPhoneFixture::connect(const QString &state, int milliseconds)
{
    m_server.adb({u"connect"_s, serial()});
    return waitForState(state, milliseconds);
}

bool EmulatedPhoneFixture::waitForState(const QString &wanted, int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds);
    while (state() != wanted) {
        if (deadline.hasExpired()) {
            m_error = u"state is %1, not %2"_s.arg(state(), wanted);
            return false;
        }
        QThread::msleep(50);
    }
    return true;
}

void EmulatedPhoneFixture::stop()
{
    if (const auto stopped = m_home.stop(m_info.name); !stopped)
        m_error = userText(stopped.error());
}

bool EmulatedPhoneFixture::setFaults(const EmulatorFaults &faults)
{
    const auto set = m_home.setFaults(m_info.name, faults);
    if (!set)
        m_error = userText(set.error());
    return set.has_value();
}

AdbServerFixture::Output EmulatedPhoneFixture::adb(const QStringList &arguments, const QByteArray &input,
                                                   int milliseconds) const
{
    return m_server.adb(QStringList{u"-s"_s, serial()} + arguments, input, milliseconds);
}

AdbServerFixture::Output EmulatedPhoneFixture::shell(const QString &command, const QByteArray &input) const
{
    return adb({u"shell"_s, command}, input);
}

QString EmulatedPhoneFixture::state() const
{
    const QByteArray list = m_server.adb({u"devices"_s}).out;
    for (const QByteArray &line : list.split('\n')) {
        const QList<QByteArray> words = line.split('\t');
        if (words.size() == 2 && QString::fromUtf8(words[0]) == serial())
            return QString::fromUtf8(words[1]);
    }
    return {};
}

} // namespace holdfast::test
