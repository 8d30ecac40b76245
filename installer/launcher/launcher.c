/* Starts the program with the Python that lies beside it, and with no other.

   Compiled twice: GI.exe opens windows, gi-desktop.exe (CONSOLE) is the same on the command line. */

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <shellapi.h>
#include <stdlib.h>
#include <wchar.h>

#include "names.h" /* written by launcher_build.py */

#define MUTEX L"Local\\gi-desktop"      /* setup.nsi looks for it */
#define PORTABLE L"portable.txt"        /* beside this file: keep everything here */
#define LONGEST 32768

typedef int (*Main)(int, wchar_t **);

static wchar_t folder[LONGEST], path[LONGEST], target[LONGEST];

static const wchar_t *below(const wchar_t *name)
{
    wcscpy(path, folder);
    return wcsncat(path, name, LONGEST - wcslen(path) - 1);
}

static int fail(const wchar_t *what)
{
    static wchar_t sentence[LONGEST + 256];
    _snwprintf(sentence, LONGEST + 255,
               L"程序没有装全，打不开：%ls（系统错误 %lu）。\n\n"
               L"请重新运行安装程序，或者重新解压整个压缩包；做过的报告不受影响。",
               what, GetLastError());
#ifdef CONSOLE
    DWORD written;
    if (!WriteConsoleW(GetStdHandle(STD_ERROR_HANDLE), sentence, wcslen(sentence), &written, NULL))
#endif
        MessageBoxW(NULL, sentence, L"政府信息公开年报", MB_ICONERROR | MB_SETFOREGROUND);
    return 4;
}

/* Another Python's or Qt's settings on this PC are none of ours. */
static void forget_others(void)
{
    wchar_t *all = GetEnvironmentStringsW();
    for (wchar_t *one = all; one && *one; one += wcslen(one) + 1) {
        wchar_t *end = wcschr(one + 1, L'=');
        if (!end || (_wcsnicmp(one, L"PYTHON", 6) && _wcsnicmp(one, L"QT_", 3)))
            continue;
        wcsncpy(path, one, end - one);
        path[end - one] = 0;
        SetEnvironmentVariableW(path, NULL);
    }
    FreeEnvironmentStringsW(all);
}

/* On a stick: settings, recovery copies and temporary files lie beside the program. */
static void stay_here(void)
{
    if (GetFileAttributesW(below(PORTABLE)) == INVALID_FILE_ATTRIBUTES)
        return;
    CreateDirectoryW(below(L"data"), NULL);
    SetEnvironmentVariableW(L"GI_DESKTOP_DATA", path);
    if (CreateDirectoryW(below(L"data\\temp"), NULL) || GetLastError() == ERROR_ALREADY_EXISTS) {
        SetEnvironmentVariableW(L"TEMP", path);
        SetEnvironmentVariableW(L"TMP", path);
    }
}

static int start(int count, wchar_t **words)
{
    if (!GetModuleFileNameW(NULL, folder, LONGEST) || !wcsrchr(folder, L'\\'))
        return fail(L"GI.exe");
    wcsrchr(folder, L'\\')[1] = 0;
    CreateMutexW(NULL, FALSE, MUTEX); /* held open until the process ends */
    forget_others();
    stay_here();

    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    AddDllDirectory(below(L"runtime")); /* Qt's libraries find the C++ runtime there */
    wcscpy(target, below(L"runtime\\" PYTHON_DLL));
    HMODULE python = LoadLibraryExW(target, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR |
                                                      LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    Main run = python ? (Main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    wchar_t **all = calloc(count + 6, sizeof *all);
    if (!run || !all)
        return fail(target);
    wchar_t *own[] = {words[0], L"-I", L"-X", L"utf8", L"-m", L"gi_desktop"};
    memcpy(all, own, sizeof own);
    for (int i = 1; i < count; i++)
        all[5 + i] = words[i];
    return run(count + 5, all);
}

#ifdef CONSOLE
int wmain(int count, wchar_t **words)
{
    return start(count, words);
}
#else
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR line, int show)
{
    (void)instance, (void)before, (void)line, (void)show;
    int count;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count);
    return start(count, words);
}
#endif
