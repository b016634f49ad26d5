"""Rich menus: the tiles under the talk, one menu for each mode."""
