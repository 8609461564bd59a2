// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/phonecontext.h"

#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>

namespace holdfast {

bool assumeIdentity(bool root)
{
    // log, input, adb, sdcard_rw, sdcard_r, ext_data_rw, ext_obb_rw, net_bt_admin, net_bt, inet,
    // net_bw_stats, readproc, uhid; and media_rw, for there is no FUSE that would open /sdcard to the shell
    static constexpr std::array<gid_t, 14> groups{1007, 1004, 1011, 1015, 1028, 1078, 1079,
                                                  3001, 3002, 3003, 3006, 3009, 3011, 1023};
    const unsigned id = root ? 0 : kShellId;
    return ::syscall(SYS_setgroups, groups.size(), groups.data()) == 0 &&
           ::syscall(SYS_setresgid, id, id, id) == 0 && ::syscall(SYS_setresuid, id, id, id) == 0;
}

} // namespace holdfast
