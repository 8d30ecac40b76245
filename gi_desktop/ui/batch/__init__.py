"""批量核对: many reports checked in one go, in a window beside the wizard."""
