// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtEndian>

#include <limits>

// The numbers of FORMAT.md.
namespace holdfast::format {

inline constexpr char kName[] = "holdfast-archive";
/// What this program writes, and the newest `minReader` that it reads.
inline constexpr quint32 kVersion = 1;

inline constexpr quint32 kZstdMagic = 0xFD2FB528;
inline constexpr quint32 kOwnSkippableMagic = 0x184D2A5D;
inline constexpr quint32 kSeekTableMagic = 0x184D2A5E;
inline constexpr quint32 kSeekFooterMagic = 0x8F92EAB1;
inline constexpr quint8 kSeekDescriptor = 0x80; ///< Entries carry checksums.

inline constexpr char kIndexTag[] = "HFINDEX1";
inline constexpr char kManifestTag[] = "HFMANIF1";
inline constexpr qint64 kSkippableHeader = 8; ///< Magic and length.
inline constexpr qint64 kIndexHeader = 32;    ///< Tag, version, reserved, entries, raw length.
inline constexpr qint64 kManifestHeader = 24; ///< Tag, version, minReader, raw length.
inline constexpr qint64 kSeekEntry = 12;
inline constexpr qint64 kSeekFooter = 9;

inline constexpr qint64 kTarBlock = 512;
inline constexpr qint64 kTarEnd = 2 * kTarBlock;

inline constexpr qint64 kMinFrameSize = 64 * 1024;
inline constexpr qint64 kMaxFrameSize = 64 * 1024 * 1024;
inline constexpr qint64 kMaxFrames = 4 * 1024 * 1024;
inline constexpr qint64 kMaxManifest = 64 * 1024 * 1024;
inline constexpr qint64 kMaxFileSize = qint64(1) << 44; ///< 16 TiB: a hostile header may claim any hole.
inline constexpr qint64 kMaxRecord = 4 * 1024 * 1024;
inline constexpr qint64 kTailGuess = 256 * 1024;

template <class T>
void append(QByteArray &out, T value)
{
    char bytes[sizeof(T)];
    qToLittleEndian(value, bytes);
    out.append(bytes, sizeof(T));
}

template <class T>
T take(const char *at)
{
    return qFromLittleEndian<T>(at);
}

} // namespace holdfast::format
