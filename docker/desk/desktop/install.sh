# Puts the desktop's files where its programs look for them. Runs once, while the image is built.
set -eu
here=/opt/deskhand/desktop
chmod 755 "$here"/session "$here"/*-session "$here"/open-browser
ln -s "$here/open-browser" /usr/local/bin/chromium
mkdir -p /usr/local/share/applications
cp "$here"/applications/* /usr/local/share/applications/
rm -rf /etc/xdg/autostart /usr/share/dbus-1/services/org.xfce.Tumbler* /usr/share/applications/chromium.desktop
if [ -x /usr/bin/xfwm4 ]; then
  channels=/etc/xdg/xfce4/xfconf/xfce-perchannel-xml
  mkdir -p "$channels" /usr/share/themes
  cp "$here"/xfconf/*.xml "$channels/"
  ln -s "$here/theme" /usr/share/themes/Deskhand
  install -D --mode=644 "$here/gtk-settings.ini" /etc/gtk-3.0/settings.ini
  install -D --mode=644 "$here/terminalrc" /etc/xdg/xfce4/terminal/terminalrc
  for hidden in xfce4-about exo-preferred-applications thunar-bulk-rename thunar-settings xfce-backdrop-settings; do
    file=/usr/share/applications/$hidden.desktop
    [ ! -e "$file" ] || echo 'NoDisplay=true' >> "$file"
  done
fi
if [ -x /usr/bin/openbox ]; then
  printf '*background: #141312\n*foreground: #f2efe8\n*cursorColor: #e8a33d\n*faceName: Noto Sans Mono\n*faceSize: 10\n' \
    >> /etc/X11/app-defaults/XTerm
  mkdir -p /usr/share/themes/Deskhand
  ln -s "$here/openbox-3" /usr/share/themes/Deskhand/openbox-3
fi
fc-cache --system-only
