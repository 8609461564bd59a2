// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/keystore.h"

#include <QEventLoop>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::keystore {
namespace {

constexpr int kPatience = 30'000;
const QString kService = u"Holdfast"_s;

/// Runs the job to its end. Of one that does not end in time nobody is left to hear; it deletes itself if it
/// ever ends, for the desktop's services may still call it back.
template <class Job>
Result<std::unique_ptr<Job>> carryOut(std::unique_ptr<Job> job, const QString &name, Errc failure)
{
    QEventLoop loop;
    job->setAutoDelete(false);
    // A file that everybody's programs can read is what the operator did not ask for.
    job->setInsecureFallback(false);
    job->setKey(name);
    QObject::connect(job.get(), &QKeychain::Job::finished, &loop, &QEventLoop::quit);
    QTimer late;
    late.setSingleShot(true);
    QObject::connect(&late, &QTimer::timeout, &loop, &QEventLoop::quit);
    late.start(kPatience);
    job->start();
    loop.exec();
    if (!late.isActive()) {
        job->setAutoDelete(true);
        (void)job.release();
        return fail(failure, u"the system's key store does not answer; it may wait to be unlocked"_s);
    }
    if (job->error() != QKeychain::NoError)
        return fail(failure, u"the system's key store: "_s % job->errorString());
    return job;
}

} // namespace

bool built()
{
    return true;
}

Result<QByteArray> read(const QString &name)
{
    auto job = carryOut(std::make_unique<QKeychain::ReadPasswordJob>(kService), name, Errc::StoreKeyMissing);
    if (!job)
        return tl::unexpected(job.error());
    return (*job)->binaryData();
}

Result<void> write(const QString &name, const QByteArray &secret)
{
    auto job = std::make_unique<QKeychain::WritePasswordJob>(kService);
    job->setBinaryData(secret);
    if (auto done = carryOut(std::move(job), name, Errc::LocalFailed); !done)
        return tl::unexpected(done.error());
    return {};
}

void remove(const QString &name)
{
    (void)carryOut(std::make_unique<QKeychain::DeletePasswordJob>(kService), name, Errc::LocalFailed);
}

} // namespace holdfast::keystore
