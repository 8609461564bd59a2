// SPDX-License-Identifier: GPL-3.0-or-later
// The real adb program and server against an emulated phone.
#include "tests/support/emulatedphonefixture.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace holdfast;
using namespace holdfast::test;

class EmulatedPhoneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        EmulatorSettings settings;
        settings.model = u"Test Phone"_s;
        settings.root = RootPolicy::Userdebug;
        QVERIFY2(m_phone.start(settings), qPrintable(m_phone.error()));
    }

    void isListedWithItsModel()
    {
        const QByteArray list = m_server.adb({u"devices"_s, u"-l"_s}).out;
        QVERIFY2(list.contains("model:Test_Phone"), list.constData());
    }

    void shellSeparatesOutputErrorAndCode()
    {
        const auto result = m_phone.shell(u"echo out; echo err >&2; exit 7"_s);
        QCOMPARE(result.out, QByteArray("out\n"));
        QCOMPARE(result.err, QByteArray("err\n"));
        QCOMPARE(result.exitCode, 7);
        QCOMPARE(m_phone.shell(u"kill -9 $$"_s).exitCode, 128 + 9);
    }

private:
    AdbServerFixture m_server;
    EmulatedPhoneFixture m_phone{m_server};
};

QTEST_GUILESS_MAIN(EmulatedPhoneTest)
#include "tst_emulatedphone.moc"
