/* Holds the file that is named open, as a program that scans for viruses does, and says so with the
   second file; ends when that is taken away. For the trial under Wine. */
#include <windows.h>

int wmain(int count, wchar_t **words) {
    HANDLE held = CreateFileW(words[1], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (count != 3 || held == INVALID_HANDLE_VALUE)
        return 1;
    CloseHandle(CreateFileW(words[2], GENERIC_WRITE, 7, NULL, CREATE_ALWAYS, 0, NULL));
    while (GetFileAttributesW(words[2]) != INVALID_FILE_ATTRIBUTES)
        Sleep(100);
    return 0;
}
